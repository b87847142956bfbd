import type { Day } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import type { DayScores } from '../../scores/snapshot/day-scores.ts';
import { pastDayOf } from '../evaluate/evaluate-activity.ts';
import type { RuleDay } from '../evaluate/evaluation.ts';
import type { ClosedDayTrigger } from '../kinds/kind-definition.ts';
import { baselineOf, type LastEvaluation, looksFor } from './baseline.ts';
import { compileRule } from './compile-rule.ts';
import { type FiringState, transitionsOn } from './transitions-on.ts';

/**
 * Reads the scores of an earlier closed day as they were reported then, with its users or its
 * accounts at least; undefined without any.
 */
export type PastScores = (
  model: string,
  day: Day,
  subjectKind: SubjectKind,
) => Promise<DayScores | undefined>;

/** What a rule found on a day, and that it looked. */
export type RuleFindings = Awaited<ReturnType<typeof evaluateRule>>;

/** Evaluates one rule for every subject of one closed day. Writes nothing. */
export async function evaluateRule(
  ruleDay: RuleDay,
  trigger: ClosedDayTrigger,
  memory: {
    readonly lastEvaluation: LastEvaluation | undefined;
    readonly firingState: (hash: IdHash) => FiringState | undefined;
    /** @default no past: whoever was first seen after the last evaluation is new to the rule */
    readonly past?: PastScores | undefined;
  },
) {
  const { lastEvaluation, firingState, past } = memory;
  const { rule, scores, subjectKind } = ruleDay;
  const { model, asOf, modelVersion } = scores;
  const scoresOf = async (day: Day | undefined) => day && past?.(model, day, subjectKind);
  const pastScores = await scoresOf(pastDayOf(rule, asOf));
  const view = pastScores ? { ...ruleDay, past: pastScores } : ruleDay;
  const compiled = compileRule(view, trigger);
  const lastScores = await scoresOf(lastEvaluation?.day);
  const isBaseline = baselineOf(compiled, lastEvaluation, lastScores || undefined);
  return {
    compiled,
    transitions: transitionsOn(compiled, { firingState, isBaseline }),
    lastEvaluation: { day: asOf, modelVersion, looksFor: looksFor(rule) } satisfies LastEvaluation,
  };
}
