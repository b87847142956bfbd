import { crossingsOn } from '../lib/alerts/crossings.ts';
import type { AlertRule } from '../lib/alerts/rule.ts';
import { watchOn } from '../lib/alerts/watch.ts';
import type { DayCounts } from '../lib/counts/day-counts.ts';
import { dayNumber, daysFrom } from '../lib/model/day.ts';
import { FIRST_RUN_MODEL } from '../lib/model/scoring-model.ts';
import { fingerprint } from '../lib/runtime/hashing.ts';
import { scoreDay } from '../lib/scores/score-day.ts';
import { seeded } from './seeded.ts';

/** Rules times accounts that one core looks at in a second; at least a million are asked for. */
const ACCOUNTS = 20_000;
const LEAST_PER_SECOND = 1_000_000;
const ASOF = '2026-11-20';

const random = seeded(1);
const hashes = (kind: string) =>
  Array.from({ length: ACCOUNTS }, (_, at) => `${fingerprint([kind, String(at)]).slice(0, 15)}0`);

function countsOf(day: string, users: readonly string[], accounts: readonly string[]): DayCounts {
  const rows = users.map((_, at) => at).filter(() => random() < 0.5);
  return {
    day,
    users,
    accounts,
    events: ['Opened'],
    user: Int32Array.from(rows),
    account: Int32Array.from(rows),
    event: new Int32Array(rows.length),
    count: Float64Array.from(rows, () => 1 + Math.floor(random() * 20)),
  };
}

const RULES: readonly Omit<AlertRule, 'id' | 'enabled'>[] = [
  { kind: 'score.decreased', threshold: 20, window: 7 },
  { kind: 'score.decreased', threshold: 10, window: 30, exceptSegment: 'trial' },
  { kind: 'score.increased', threshold: 20, window: 7 },
  { kind: 'score.below', threshold: 30 },
  { kind: 'account.inactive', days: 14, maxMembers: 4 },
  { kind: 'account.reactivated', days: 30 },
  { kind: 'segment.entered', segment: 'falling' },
  { kind: 'score.above', threshold: 95, scope: 'user' },
];

const [users, accounts] = [hashes('user'), hashes('account')];
const scores = scoreDay({
  model: FIRST_RUN_MODEL,
  asOf: ASOF,
  complete: true,
  counts: daysFrom('2026-10-20', ASOF).map((day) => countsOf(day, users, accounts)),
  ever: [],
  resolve: (hash) => hash,
  profiles: { users: new Map(), accounts: new Map() },
});
const view = { scores, model: FIRST_RUN_MODEL.model, suspect: [dayNumber('2026-11-01')] };

const rounds = 10;
let crossings = 0;
const begin = performance.now();
for (let round = 0; round < rounds; round++) {
  for (const [at, given] of RULES.entries()) {
    const watch = watchOn({ ...given, id: `rule-${at}`, enabled: true }, view);
    const remembered = { memory: () => undefined, isBaseline: () => false };
    if (watch) crossings += crossingsOn(watch, remembered, ASOF).length;
  }
}
const seconds = (performance.now() - begin) / 1000;
const pairs = rounds * RULES.length * ACCOUNTS;
const perSecond = Math.round(pairs / seconds);
process.stdout.write(
  `${pairs} pairs of rule and subject in ${seconds.toFixed(2)} s: ${perSecond} a second, ${crossings} crossings\n`,
);
if (perSecond < LEAST_PER_SECOND) process.exitCode = 1;
