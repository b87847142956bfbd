import type { RuleDay } from '../../../lib/alerts/evaluate/evaluation.ts';
import type { AlertRule } from '../../../lib/alerts/rule.ts';
import { dayNumber } from '../../../lib/model/day.ts';
import { aModel } from './a-model.ts';
import { score } from './score.ts';
import { someCounts } from './some-counts.ts';

/** The day of the rule, as a day number. */
export const TODAY = dayNumber('2026-11-20');

const SCORES = score([someCounts('2026-11-20', [['ada', 'acme', 'Opened', 3]])]);
const COLUMNS = SCORES.accounts.windows[1];
if (!COLUMNS) throw new Error('the model has a window of seven days');

export interface ScoreRuleShape {
  readonly rule?: Partial<AlertRule>;
  /** Today's score, and that of a window before. */
  readonly now?: number;
  readonly before?: number;
  /** Benchmarks of the window and of the one before, and the users behind them. */
  readonly benchmarks?: readonly [number, number];
  readonly scoringUsers?: number;
  /** Days that the account has been there. @default 100 */
  readonly tenure?: number;
}

/** A score rule and one account in a window of seven days, whose change is all its own. */
export function accountScoreDay({
  rule,
  now = 50,
  before = 50,
  benchmarks,
  scoringUsers = 20,
  tenure = 100,
}: ScoreRuleShape): RuleDay {
  const [benchmark, previous] = benchmarks ?? [10, 10];
  const windows = SCORES.windows.map((each) => ({
    ...each,
    benchmark,
    scoringUsers,
    previous: { ...each, benchmark: previous },
  }));
  const columns = {
    ...COLUMNS,
    fair: Float64Array.of(now),
    previous: Float64Array.of(before),
    ownPart: Float64Array.of(now - before),
  };
  const accounts = {
    ...SCORES.accounts,
    created: Int32Array.of(TODAY - tenure),
    windows: SCORES.accounts.windows.map((each) => ({ ...each, ...columns })),
  };
  return {
    rule: { id: 'r', kind: 'score.decreased', threshold: 20, enabled: true, ...rule },
    subjectKind: 'account',
    scores: { ...SCORES, windows, accounts },
    model: aModel().model,
    suspect: [],
  };
}

export interface UserScoreShape extends Pick<ScoreRuleShape, 'rule'> {
  readonly raw: number;
  readonly previousRaw: number;
  /** What they were measured against; null without counts then. */
  readonly previous?: { readonly benchmark: number; readonly curve: number } | null;
  readonly first?: number;
}

/** A score rule and one user in a window of seven days, against a benchmark of 200 now. */
export function userScoreDay({
  rule,
  raw,
  previousRaw,
  previous,
  first = 1,
}: UserScoreShape): RuleDay {
  const then = previous === undefined ? { benchmark: 100, curve: 0 } : previous;
  const ruleDay = accountScoreDay({ ...(rule && { rule }), scoringUsers: 1 });
  const { scores } = ruleDay;
  const columns = {
    activeDays: Int32Array.of(1),
    used: Int32Array.of(1),
    raw: Float64Array.of(raw),
    previousRaw: Float64Array.of(previousRaw),
  };
  return {
    ...ruleDay,
    subjectKind: 'user',
    scores: {
      ...scores,
      windows: scores.windows.map((each) => ({
        ...each,
        benchmark: 200,
        previous: then && { ...each, ...then },
      })),
      users: {
        ...scores.users,
        first: Int32Array.of(first),
        windows: scores.users.windows.map(() => columns),
      },
    },
  };
}
