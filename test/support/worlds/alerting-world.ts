import type { Alert } from '../../../lib/alerts/alert.ts';
import { addDays, daysInRange } from '../../../lib/model/day.ts';
import { publishPending } from '../../../lib/runtime/jobs/alerts/publish-pending.ts';
import { runTail } from '../../../lib/runtime/jobs/catch-up/run-tail.ts';
import { type ScoringWorld, scoringWorld } from './scoring-world.ts';

/** The first day of two accounts: big, which dana looks after, and small, which eli does. */
export const FIRST = '2026-11-21';

const MODEL = {
  id: 'default',
  events: {
    Opened: { weight: 1 },
    Reported: { weight: 2, feature: 'reports' },
    Synced: { weight: 2, feature: 'sync' },
    Exported: { weight: 0, risk: true },
  },
  windows: [1, 7],
  headlineWindow: 1,
  owner: { trait: 'csm' },
  segments: { large: { of: 'account', when: { trait: 'mrr', atLeast: 1_000 } } },
};

export const ACCOUNTS = ['big', 'small'] as const;

export const track = (account: string, event: string, userId = `someone@${account}`) => {
  return { type: 'track', userId, event, context: { groupId: account } };
};

export const group = (account: string, traits: object) => {
  return { type: 'group', userId: `someone@${account}`, groupId: account, traits };
};

export interface AlertingWorld extends ScoringWorld {
  /** What went out. */
  readonly published: readonly Alert[];
  /** Puts something over the API, which must take it. */
  put(path: string, body: object): Promise<void>;
  /** Posts what happens at noon of a day, and lets the tail look at it. */
  happen(day: string, ...batch: readonly object[]): Promise<void>;
  close(day: string): Promise<void>;
  /** Both accounts are busy for three days and silent for two; each day is closed. */
  fallSilent(): Promise<void>;
}

async function mustPut(world: ScoringWorld, path: string, body: object): Promise<void> {
  const { status } = await world.admin('PUT', path, body);
  if (status !== 200) throw new Error(`PUT ${path} was answered ${status}`);
}

/** The whole service with a way out for alerts, driven over its API. */
export async function alertingWorld(): Promise<AlertingWorld> {
  const world = await scoringWorld();
  const published: Alert[] = [];
  const publisher = {
    publish: async (alerts: readonly Alert[]) => {
      published.push(...alerts);
      return alerts.map(({ id }) => id);
    },
  };
  const services = { ...world.services, publisher };
  const { time } = services;
  const happen = async (day: string, ...batch: readonly object[]) => {
    time.now = Date.parse(`${day}T12:00:00Z`);
    const timestamp = `${day}T11:59:00Z`;
    const stamped = batch.map((event, at) => ({ messageId: `${day}/${at}`, timestamp, ...event }));
    await world.post('/v1/batch', { batch: stamped });
    await runTail(services);
  };
  const close = async (day: string) => {
    time.now = Date.parse(`${addDays(day, 1)}T00:10:00Z`);
    const { status } = await world.run(day);
    if (status !== 'done') throw new Error(`the run of ${day} is ${status}`);
    await publishPending(services);
  };
  const createdAt = '2026-11-20T20:00:00Z';
  await mustPut(world, '/v1/models/default', MODEL);
  await happen(
    FIRST,
    group('big', { mrr: 5_000, csm: 'dana', createdAt }),
    group('small', { mrr: 10, csm: 'eli', createdAt }),
    ...ACCOUNTS.map((account) => track(account, 'Opened')),
  );
  const fallSilent = async () => {
    for (const [at, day] of daysInRange(FIRST, addDays(FIRST, 4)).entries()) {
      const events = ACCOUNTS.map((account) => track(account, 'Opened'));
      if (at > 0) await happen(day, ...(at < 3 ? events : []));
      await close(day);
    }
  };
  const put = (path: string, body: object) => mustPut(world, path, body);
  return { ...world, published, put, happen, close, fallSilent };
}
