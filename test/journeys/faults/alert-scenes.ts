import type { Alert } from '../../../lib/alerts/alert.ts';
import type { AlertPublisher } from '../../../lib/alerts/publish/alert-publisher.ts';
import { publishOutbox } from '../../../lib/alerts/publish/publish-outbox.ts';
import type { AlertRule } from '../../../lib/alerts/rule.ts';
import { evaluateRules } from '../../../lib/alerts/rules/evaluate-rules.ts';
import type { Stores } from '../../../lib/dynamo/stores/dynamo-stores.ts';
import type { AcceptedEvent } from '../../../lib/events/event.ts';
import { putModel } from '../../../lib/model/model-versions.ts';
import { advanceTailCursor, runTail } from '../../../lib/runtime/jobs/catch-up/run-tail.ts';
import { createCaches } from '../../../lib/runtime/services/caches.ts';
import { composeServices } from '../../../lib/runtime/services/compose-services.ts';
import { fingerprint } from '../../../lib/runtime/services/hash-functions.ts';
import { createLog } from '../../../lib/runtime/services/log.ts';
import { noMetrics } from '../../../lib/runtime/services/metrics.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { aBatch, anEvent } from '../../support/builders/an-event.ts';
import { score } from '../../support/builders/score.ts';
import { type CountLine, someCounts } from '../../support/builders/some-counts.ts';

/** Something that raises alerts and publishes them, over stores whose calls may fail. */
export interface AlertScene {
  readonly name: string;
  /** Everything before the job, on sound stores. */
  prepare(stores: Stores): Promise<void>;
  job(stores: Stores, publisher: AlertPublisher): Promise<unknown>;
  /** One word for each alert that must go out. */
  readonly told: readonly string[];
  /** How many must be on the list. @default as many as are told */
  readonly listed?: number;
}

export const factOf = ({ kind, subjectId }: Alert) => `${kind} ${subjectId}`;

const MODEL = aModel({ windows: [1, 7], headlineWindow: 1 });
const LOW: AlertRule = { id: 'low', kind: 'score.below', threshold: 30, window: 1, enabled: true };

/** Everybody is busy on a good day; on a bad one the first `silent` accounts do nothing. */
function closed(asOf: string, accounts: number, silent: number) {
  const busy = (from: number) =>
    Array.from({ length: accounts - from }, (_, a): CountLine => {
      return [`user ${from + a}`, `account ${from + a}`, 'Opened', 10];
    });
  const counts = [someCounts('2026-11-18', busy(0)), someCounts(asOf, busy(silent))];
  return score(counts, { model: MODEL, asOf });
}

function closedDay(name: string, accounts: number, silent: number, listed?: number): AlertScene {
  const bad = closed('2026-11-20', accounts, silent);
  const directory = new Map(
    bad.accounts.hash.map((hash) => [hash, { kind: 'account' as const, id: hash }]),
  );
  const raisedAt = '2026-11-21T00:10:00.000Z';
  const context = { fingerprint, directory, accounts: new Map(), raisedAt };
  const low = bad.accounts.hash.filter(
    (_, at) => bad.accounts.lastActive[at] !== bad.accounts.lastActive.at(-1),
  );
  const fell = low.map((hash) => `score.below ${hash}`);
  return {
    name,
    prepare: async ({ documents, alerts }) => {
      await evaluateRules(
        { documents, alerts, context },
        [LOW],
        closed('2026-11-19', accounts, 0),
        MODEL,
      );
    },
    job: async ({ documents, alerts }, publisher) => {
      await evaluateRules({ documents, alerts, context }, [LOW], bad, MODEL);
      await publishOutbox(alerts, publisher);
    },
    told: listed === undefined ? fell : ['score.below '],
    ...(listed !== undefined && { listed }),
  };
}

const NOW = '2026-11-20T10:00:00Z';
const BEFORE = '2026-11-15T10:00:00Z';

const LIVES = {
  trial: { trait: 'plan', equals: 'trial' },
  paid: { trait: 'plan', equals: 'team' },
  cancelled: { event: 'Subscription Cancelled' },
} as const;

const KINDS = [
  'account.created',
  'account.converted',
  'account.user_added',
  'account.user_removed',
  'account.cancelled',
  'feature.adopted',
  'feature.risk_used',
] as const;

function grouped(at: string, account: string, traits: Record<string, string>): AcceptedEvent {
  return { ...anEvent({ at, account, user: 'ada', event: '$group' }), kind: 'group', traits };
}

/** Long enough before it was seen to be no new account, and late enough for its past to be known. */
const BORN = '2026-11-14T04:00:00Z';
const PAST = aBatch(BEFORE, [grouped(BEFORE, 'acme', { createdAt: BORN, plan: 'trial' })]);

const HAPPENING = aBatch(NOW, [
  grouped(NOW, 'acme', { plan: 'team' }),
  grouped(NOW, 'beta', { createdAt: NOW }),
  anEvent({ at: NOW, account: 'acme', user: 'bob', event: 'Account Added User' }),
  anEvent({ at: NOW, account: 'acme', user: 'cid', event: 'Account Removed User' }),
  anEvent({ at: NOW, account: 'acme', user: 'ada', event: 'Reported' }),
  anEvent({ at: NOW, account: 'risky', user: 'eve', event: 'Exported' }),
  anEvent({ at: NOW, account: 'gone', event: 'Subscription Cancelled' }),
]);

function tail(stores: Stores, publisher: AlertPublisher, now: number): Promise<unknown> {
  const clock = () => now;
  const log = createLog(() => undefined, clock);
  const settings = { retentionDays: 400 };
  const basics = { caches: createCaches(clock), clock, settings, log, metrics: noMetrics };
  return runTail(composeServices({ ...stores, publisher, ...basics }));
}

const nobody: AlertPublisher = { publish: async (alerts) => alerts.map(({ id }) => id) };

const happening: AlertScene = {
  name: 'the tail, by events of every kind',
  prepare: async (stores) => {
    const installation = { hashKey: 'a key', createdAt: BEFORE };
    await stores.documents.put('setting', 'installation', installation, 0);
    const events = {
      Reported: { weight: 2, feature: 'reports' },
      Exported: { weight: 0, risk: true },
    };
    await putModel(stores.documents, aModel({ events, lifecycle: LIVES }).model);
    for (const kind of KINDS) {
      await stores.documents.put('rule', kind, { id: kind, kind, enabled: true }, 0);
    }
    await stores.batches.put(PAST);
    await tail(stores, nobody, Date.parse(BEFORE) + 30_000);
    await advanceTailCursor(stores.documents, Date.parse(NOW) - 60_000);
    await stores.batches.put(HAPPENING);
  },
  job: (stores, publisher) => tail(stores, publisher, Date.parse(NOW) + 30_000),
  told: [
    'account.created beta',
    'account.converted acme',
    'account.user_added acme',
    'account.user_removed acme',
    'account.cancelled gone',
    'feature.adopted acme',
    'feature.risk_used risky',
  ],
  // And ada, who joined acme in the past.
  listed: 8,
};

export const ALERT_SCENES: readonly AlertScene[] = [
  closedDay('a closed day', 12, 4),
  closedDay('a closed day with a message about many', 40, 25, 26),
  happening,
];
