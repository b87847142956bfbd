import { expect, it } from 'vitest';
import { numbersFrom } from '../../fixtures/seeded.ts';
import type { Delta } from '../../lib/counts/delta/delta.ts';
import { type Consumed, meterConsumed } from '../../lib/dynamo/client/meter-consumed.ts';
import { type OnDynamo, onDynamo } from '../support/stores/on-dynamo.ts';

const DAY = '2026-05-02';
const HOUR = '2026-05-03T10';
const BLOCK = { namespace: 'counts', name: DAY };

/** 16 hex digits that nothing can shrink. */
function hashFrom(next: (below: number) => number): string {
  return Array.from({ length: 16 }, () => next(16).toString(16)).join('');
}

/** Some 100 KB a chunk. */
function someChunks(): Delta[] {
  const next = numbersFrom(1);
  return Array.from({ length: 3 }, () => {
    const fingerprints = Array.from({ length: 12_000 }, () => hashFrom(next)).join('');
    const cell = { user: hashFrom(next), account: '', event: 'Opened', dated: true, fingerprints };
    return { day: DAY, hour: HOUR, cells: [cell], sets: [] };
  });
}

async function write({ stores }: OnDynamo) {
  const chunks = someChunks();
  for (const [index, chunk] of chunks.entries()) await stores.seals.putChunk(chunk, index);
  const columns = chunks.map(({ cells }) => ({ cells }));
  await stores.blocks.publish(BLOCK, '1', columns, {});
  const head = await stores.blocks.head(BLOCK);
  if (!head) throw new Error('the head is there');
  return { chunks, columns, head };
}

/** Lets every eventually consistent read miss what was written, as a replica that lags does. */
function lagging({ client }: OnDynamo): { readonly misses: () => number } {
  let misses = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      if (!('ConsistentRead' in args.input) || args.input.ConsistentRead !== false) return answer;
      misses += 1;
      const { output } = answer;
      if ('Item' in output) delete output.Item;
      if ('Items' in output) output.Items?.shift();
      return answer;
    },
    { step: 'initialize', name: 'lagging' },
  );
  return { misses: () => misses };
}

async function unitsOf(consumed: Readonly<Consumed>, read: () => Promise<unknown>) {
  const before = consumed.read;
  await read();
  return consumed.read - before;
}

it('reading chunks takes half of the read units of consistent reads', () =>
  onDynamo(async (dynamo) => {
    const { seals, blocks } = dynamo.stores;
    const { head } = await write(dynamo);
    const consumed = meterConsumed(dynamo.client);
    const kilobytes = (3 * 12_000 * 8) / 1024;
    const deltas = await unitsOf(consumed, () => seals.readChunks(DAY, HOUR, 3));
    expect(deltas).toBeGreaterThan(kilobytes / 8);
    expect(deltas).toBeLessThan((kilobytes / 8) * 1.1);
    const columns = await unitsOf(consumed, () => blocks.read(BLOCK.namespace, head));
    expect(columns).toBeLessThan((kilobytes / 8) * 1.3);
  }));

it('chunks that a replica lacks are read again, consistently', () =>
  onDynamo(async (dynamo) => {
    const { seals, blocks } = dynamo.stores;
    const { chunks, columns, head } = await write(dynamo);
    const { misses } = lagging(dynamo);
    expect(await seals.readChunks(DAY, HOUR, 3)).toEqual(chunks);
    expect(misses()).toBe(1);
    expect(await blocks.read(BLOCK.namespace, head, [0, 2])).toEqual([columns[0], columns[2]]);
    expect(misses()).toBe(3);
  }));

it('chunks that no replica has are unreadable', () =>
  onDynamo(async (dynamo) => {
    const { seals, blocks } = dynamo.stores;
    const { head } = await write(dynamo);
    const unreadable = { code: 'unreadable' };
    await expect(seals.readChunks(DAY, HOUR, 4)).rejects.toMatchObject(unreadable);
    const longer = { ...head, chunks: 4 };
    await expect(blocks.read(BLOCK.namespace, longer)).rejects.toMatchObject(unreadable);
  }));
