import { type Day, dayNumber } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { ModelVersion } from '../../model/scoring-model.ts';
import type { DayScores } from '../../scores/snapshot/day-scores.ts';
import { isSuspect } from '../evaluate/suspect-days.ts';
import type { ClosedDayTrigger } from '../kinds/kind-definition.ts';
import { subjectKindOf } from '../kinds/kinds.ts';
import { type AlertContext, accountName, userName } from '../message/alert-context.ts';
import type { AlertRule } from '../rule.ts';
import type { LastEvaluation } from './baseline.ts';
import type { CompiledRule } from './compile-rule.ts';
import { evaluateRule, type PastScores } from './evaluate-rule.ts';
import type { FiringState, Transition } from './transitions-on.ts';

export interface FiredAlert {
  readonly day: Day;
  readonly subject: IdHash;
  readonly subjectId: string;
  readonly name: string;
  readonly title: string;
}

/** A rule that is tried on the past, with what it carries from day to day in place of the store. */
export interface RuleReplay {
  readonly rule: AlertRule;
  readonly trigger: ClosedDayTrigger;
  readonly states: Map<IdHash, FiringState>;
  readonly suspect: number[];
  lastEvaluation: LastEvaluation | undefined;
  readonly fired: FiredAlert[];
}

export function startReplay(rule: AlertRule, trigger: ClosedDayTrigger): RuleReplay {
  return { rule, trigger, states: new Map(), suspect: [], lastEvaluation: undefined, fired: [] };
}

async function firedAlert(
  { ruleDay, trigger }: CompiledRule,
  { row, hash }: Transition,
  context: AlertContext,
): Promise<FiredAlert> {
  const day = ruleDay.scores.asOf;
  const name =
    ruleDay.subjectKind === 'user'
      ? await userName(context, hash)
      : accountName(context, hash, day);
  const { title } = trigger.words(ruleDay, row, name);
  return { day, subject: hash, subjectId: context.directory.get(hash)?.id ?? '', name, title };
}

/**
 * Lets a rule look at one more closed day, by the very state machine that runs every night. Days
 * come in order; nothing is stored and nobody is alerted.
 */
export async function replayDay(
  replay: RuleReplay,
  scores: DayScores,
  { model }: ModelVersion,
  { context, past }: { readonly context: AlertContext; readonly past: PastScores },
): Promise<void> {
  const { rule, trigger, states, suspect, lastEvaluation } = replay;
  if (isSuspect(scores)) suspect.push(dayNumber(scores.asOf));
  const ruleDay = { rule, subjectKind: subjectKindOf(rule), scores, model, suspect };
  if (trigger.waits(ruleDay)) return;
  const firingState = (hash: IdHash) => states.get(hash);
  const findings = await evaluateRule(ruleDay, trigger, { lastEvaluation, firingState, past });
  for (const transition of findings.transitions) {
    states.set(transition.hash, transition.firingState);
    if (transition.fires) {
      replay.fired.push(await firedAlert(findings.compiled, transition, context));
    }
  }
  replay.lastEvaluation = findings.lastEvaluation;
}
