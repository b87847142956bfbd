import { parseArgs } from 'node:util';
import { KINDS, subjectKindOf } from '../lib/alerts/kinds/kinds.ts';
import type { AlertRule } from '../lib/alerts/rule.ts';
import { compileRule } from '../lib/alerts/rules/compile-rule.ts';
import { transitionsOn } from '../lib/alerts/rules/transitions-on.ts';
import type { DayCounts } from '../lib/counts/day/day-counts.ts';
import { dayNumber, daysInRange } from '../lib/model/day.ts';
import { FIRST_RUN_MODEL } from '../lib/model/scoring-model.ts';
import { fingerprint } from '../lib/runtime/services/hash-functions.ts';
import { scoreDay } from '../lib/scores/day/score-day.ts';
import { seededRandom } from '../local/sample/random.ts';
import { inTurns } from './in-turns.ts';
import { print } from './print.ts';
import { REFERENCE_MS, referenceWork } from './reference-work.ts';
import { atLeast, judgeTargets } from './target.ts';

const { values } = parseArgs({ options: { small: { type: 'boolean', default: false } } });
const ACCOUNTS = values.small ? 5_000 : 20_000;
const ROUNDS = 15;

/** Rules times accounts that one core looks at in a second, at the anchors' pace. */
const LEAST_PER_SECOND = 5_000_000;
const ASOF = '2026-11-20';

const random = seededRandom(1);
const hashes = (kind: string) =>
  Array.from(
    { length: ACCOUNTS },
    (_, index) => `${fingerprint([kind, String(index)]).slice(0, 15)}0`,
  );

function countsOf(day: string, users: readonly string[], accounts: readonly string[]): DayCounts {
  const rows = users.map((_, index) => index).filter(() => random() < 0.5);
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
  counts: daysInRange('2026-10-20', ASOF).map((day) => countsOf(day, users, accounts)),
  lifetimeIndex: [],
  resolve: (hash) => hash,
  profiles: { users: new Map(), accounts: new Map() },
});
const view = { scores, model: FIRST_RUN_MODEL.model, suspect: [dayNumber('2026-11-01')] };

/** Looks at every subject by every rule; returns how many changed. */
function lookAtAll(): number {
  let transitions = 0;
  for (const [index, given] of RULES.entries()) {
    const rule = { ...given, id: `rule-${index}`, enabled: true };
    const { closedDay } = KINDS[rule.kind];
    if (!closedDay) throw new Error(`${rule.kind} does not look at closed days`);
    const compiled = compileRule({ rule, subjectKind: subjectKindOf(rule), ...view }, closedDay);
    const history = { firingState: () => undefined, isBaseline: () => false };
    transitions += transitionsOn(compiled, history).length;
  }
  return transitions;
}

const { ours, timesByProcessor } = await inTurns(ROUNDS, lookAtAll, referenceWork);
const pairs = RULES.length * ACCOUNTS;
const perSecond = pairs / (REFERENCE_MS / 1_000 / timesByProcessor);
print(
  `${pairs} pairs of rule and subject, ${lookAtAll()} transitions: ${ours.clock.toFixed(1)} ms`,
);
process.exitCode = judgeTargets([
  atLeast(LEAST_PER_SECOND, "pairs a second at the anchors' pace", perSecond),
]);
