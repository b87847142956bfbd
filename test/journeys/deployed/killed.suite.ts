import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { killFunction } from './kill-function.ts';
import { type Answer, StackClient } from './stack-client.ts';

const client = new StackClient();

const INGEST = 'barometer-dev-IngestionIngest';
const TAIL = 'barometer-dev-ScoringTail';
const SCORE = 'barometer-dev-ScoringScore';

/** So often a kill may come too early or too late before the test gives up. */
const MOST_KILLS = 40;
const EVENTS = 12;
const STEP_MS = 4;
/** A run is over within a fifth of a second. */
const SOON_MS = 2;

/** Tries until something was killed in its midst, a little later each time. */
async function untilCut<Cut>(attempt: (at: number) => Promise<Cut | undefined>): Promise<Cut> {
  for (let at = 0; at < MOST_KILLS; at++) {
    const cut = await attempt(at);
    if (cut !== undefined) return cut;
  }
  throw new Error(`of ${MOST_KILLS} kills none came while it was at work`);
}

async function outcomeOf(work: Promise<Answer>): Promise<number> {
  return work.then(
    ({ status }) => status,
    () => 0,
  );
}

function posted(messageId: string): Promise<Answer> {
  const timestamp = new Date().toISOString();
  const context = { groupId: 'soylent' };
  const event = { userId: 'ivy', event: 'Report Shared', messageId, timestamp, context };
  return client.ask('/v1/track', 'POST', event, client.writeKey);
}

async function accounts(): Promise<readonly Record<string, unknown>[]> {
  return (await client.ask('/v1/accounts?asOf=live&window=7')).body.data;
}

/** Asks for a run and kills it once it says that it has begun; its id if it had not ended by then. */
async function cutRun(at: number): Promise<string | undefined> {
  const { runId } = (await client.ask('/v1/runs', 'POST', {})).body;
  const run = async () => (await client.ask(`/v1/runs/${runId}`)).body;
  await eventually(
    'the begin of the run',
    200,
    async () => ((await run()).startedAt === undefined ? undefined : true),
    SOON_MS,
  );
  await setTimeout(at * STEP_MS);
  killFunction(SCORE);
  return (await run()).status === 'running' ? runId : undefined;
}

beforeAll(() => client.createKeys());

describe('a function of a deployed stack that is killed', () => {
  it('a function that is killed at taking events loses none that are sent again, and counts none twice', async () => {
    await posted('warm');
    let unanswered = 0;
    for (let at = 0; at < EVENTS; at++) {
      let isAnswered = false;
      const first = outcomeOf(posted(`message-${at}`)).finally(() => {
        isAnswered = true;
      });
      await setTimeout(at * STEP_MS);
      killFunction(INGEST);
      // The first kill comes before the request does.
      if (at > 0 && !isAnswered) unanswered += 1;
      await first;
      const again = await eventually('the answer to the second try', 30, async () =>
        (await outcomeOf(posted(`message-${at}`))) === 200 ? true : undefined,
      );
      expect(again).toBe(true);
    }
    expect(unanswered).toBeGreaterThan(0);
  });

  it('a function that is killed in the tail does the rest the next time', async () => {
    const traits = { createdAt: new Date().toISOString() };
    const group = { userId: 'ivy', groupId: 'soylent', traits };
    expect((await client.ask('/v1/group', 'POST', group, client.writeKey)).status).toBe(200);
    await untilCut(async (at) => {
      await client.invoke(TAIL, 'tail');
      const killed = client.invoke(TAIL, 'tail').then(
        () => undefined,
        () => true,
      );
      await setTimeout(at * STEP_MS);
      killFunction(TAIL);
      return killed;
    });
    await client.invoke(TAIL, 'tail');
  });

  it('a function that is killed at a requested run has it done when Lambda tries again', async () => {
    const runId = await untilCut(cutRun);
    const run = await eventually('the second try', 150, async () => {
      const { body } = await client.ask(`/v1/runs/${runId}`);
      return body.status === 'done' ? body : undefined;
    });
    expect(run.figures.accounts).toBe((await accounts()).length);
    const soylent = (await accounts()).find(({ accountId }) => accountId === 'soylent');
    expect(soylent).toMatchObject({ rawScore: 5 * (EVENTS + 1) });
  });

  it('a function that is killed at a scheduled run holds up nobody longer than its lease, and scores come out equal', async () => {
    const before = await accounts();
    const since = await untilCut(async (at) => {
      const asked = new Date().toISOString();
      await client.start(SCORE, 'score');
      await setTimeout(at * 10 * STEP_MS);
      killFunction(SCORE);
      const [run] = (await client.ask('/v1/runs?limit=1')).body.data;
      return run.requestedAt >= asked && run.status === 'running' ? run.requestedAt : undefined;
    });
    await eventually('the last try', 240, async () => {
      const { data } = (await client.ask('/v1/runs?limit=20')).body;
      const later = data.filter(
        (run: { status: string; startedAt?: string }) =>
          run.status === 'done' && String(run.startedAt) > since,
      );
      return later.length > 0 ? true : undefined;
    });
    expect(await accounts()).toEqual(before);
  });

  it('functions that were killed raise no alert twice', async () => {
    const { data } = (await client.ask('/v1/alerts?limit=200')).body;
    const ids = data.map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const told = data.filter(({ subjectId }: { subjectId: string }) => subjectId === 'soylent');
    expect(told).toMatchObject([{ kind: 'account.created' }]);
  });
});
