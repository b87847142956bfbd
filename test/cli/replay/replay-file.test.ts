import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { unmapped } from '../../../cli/replay/mapping.ts';
import { type ReplayOptions, replayFile } from '../../../cli/replay/replay-file.ts';
import { summary } from '../../../cli/replay/summary.ts';
import { type HttpServer, startHttpServer } from '../../../local/server/http-server.ts';

type Posted = { readonly batch: readonly { readonly event?: string }[] };
type Answer = (posted: Posted, request: number) => APIGatewayProxyStructuredResultV2;

let folder: string;
let server: HttpServer | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'barometer-replay-'));
});

afterEach(async () => {
  await server?.close();
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

const ok: APIGatewayProxyStructuredResultV2 = { statusCode: 200, body: '{"success":true}' };

/** An endpoint that keeps what it was sent and answers as told. */
async function endpoint(answer: Answer = () => ok) {
  const requests: Posted[] = [];
  server = await startHttpServer({
    port: 0,
    host: '127.0.0.1',
    route: async (event) => {
      const posted = JSON.parse(event.body ?? '') as Posted;
      requests.push(posted);
      return answer(posted, requests.length);
    },
  });
  return { requests, target: { url: server.url, key: 'wk_test' } };
}

async function fileOf(content: string | Buffer): Promise<string> {
  const path = join(folder, `${Math.random()}.ndjson`);
  await writeFile(path, content);
  return path;
}

const lines = (count: number) =>
  Array.from({ length: count }, (_, i) => JSON.stringify({ type: 'track', event: `E${i}` }));

function replay(options: Pick<ReplayOptions, 'file' | 'target'> & Partial<ReplayOptions>) {
  return replayFile({ toMessages: unmapped, batchSize: 100, onProgress: () => {}, ...options });
}

describe('a replay', () => {
  it('a replay posts every line once, in batches, packed or not', async () => {
    const { requests, target } = await endpoint();
    const text = `${lines(250).join('\r\n')}\n\n`;
    for (const content of [text, gzipSync(text)]) {
      requests.length = 0;
      const totals = await replay({ file: await fileOf(content), target });
      expect(totals).toMatchObject({ messages: 250, accepted: 250, requests: 3, unreadable: 0 });
      const events = requests.flatMap(({ batch }) => batch.map(({ event }) => event));
      expect(new Set(events).size).toBe(250);
      expect(requests.map(({ batch }) => batch.length).toSorted()).toEqual([100, 100, 50]);
    }
  });

  it('a replay counts refusals by reason, with the line of the first', async () => {
    const { target } = await endpoint(({ batch }) => {
      const rejected = batch.flatMap(({ event }, index) =>
        event?.endsWith('3')
          ? [{ index, reason: 'no_user_id', message: `no user in ${event}` }]
          : [],
      );
      return { statusCode: 200, body: JSON.stringify({ success: true, rejected }) };
    });
    const text = ['no json', '[]', ...lines(40)].join('\n');
    const totals = await replay({ file: await fileOf(text), target, batchSize: 7 });
    expect(totals).toMatchObject({ messages: 40, accepted: 36, unreadable: 2 });
    expect([...totals.refused]).toEqual([
      ['no_user_id', { count: 4, line: 6, message: 'no user in E3' }],
    ]);
    expect(summary(totals, 2).split('\n')).toEqual([
      'posted 40 messages in 6 requests, 2.0 s (20/s)',
      'accepted            36',
      'refused              4  no_user_id',
      '             first at line 6: no user in E3',
      'unreadable           2  lines that are no JSON object',
    ]);
  });

  it('a replay cuts batches below the size the endpoint takes', async () => {
    const { requests, target } = await endpoint();
    const big = lines(60).map((line) =>
      line.replace('}', `,"properties":"${'x'.repeat(20_000)}"}`),
    );
    await replay({ file: await fileOf(big.join('\n')), target });
    expect(requests.length).toBeGreaterThanOrEqual(5);
    for (const request of requests) expect(JSON.stringify(request).length).toBeLessThan(500_000);
  });
});

describe('a replay that meets trouble', () => {
  it('a replay posts a batch again as long as the endpoint says "not now"', async () => {
    const { requests, target } = await endpoint((_, request) =>
      request < 3 ? { statusCode: 503, headers: { 'retry-after': '0' } } : ok,
    );
    const totals = await replay({ file: await fileOf(lines(1).join('\n')), target });
    expect(totals.accepted).toBe(1);
    expect(requests).toHaveLength(3);
    expect(requests[2]).toEqual(requests[0]);
  });

  it('a replay stops in one line when the key is refused', async () => {
    const { requests, target } = await endpoint(() => ({
      statusCode: 401,
      body: JSON.stringify({ detail: 'unknown key' }),
    }));
    const file = await fileOf(lines(5_000).join('\n'));
    await expect(replay({ file, target })).rejects.toThrow(
      /refuses the key \(unknown key\): give a write key with --key$/,
    );
    expect(requests.length).toBeLessThan(10);
  });

  it.each([
    ['a missing file', undefined, 'no such file'],
    ['a broken gzip file', gzipSync(lines(1_000).join('\n')).subarray(0, 200), 'unexpected end'],
  ])('a replay stops in one line at %s', async (_, content, why) => {
    const { target } = await endpoint();
    const file = content ? await fileOf(content) : join(folder, 'missing');
    await expect(replay({ file, target })).rejects.toThrow(why);
    await expect(replay({ file, target })).rejects.toThrow(/^cannot read .*: give a text file/);
  });
});
