import { type Day, daysBetween } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { RuleState } from '../alert.ts';
import type { Evaluation } from '../evaluate/evaluation.ts';
import type { CompiledRule } from './compile-rule.ts';

export type FiringState = Pick<RuleState, 'state' | 'day' | 'lastFiredDay'>;

export interface Transition {
  /** Index of the subject. */
  readonly row: number;
  readonly hash: IdHash;
  readonly firingState: FiringState;
  readonly fires: boolean;
}

interface EvaluationDay {
  readonly day: Day;
  /** The first evaluation of this subject, rule or model version: it only takes note. */
  readonly isBaseline: boolean;
  readonly cooldownDays: number;
}

/**
 * One step of a rule's state machine for one subject and one closed day.
 *
 * Armed, it fires when the value is past the threshold; then it waits until the value is clear,
 * however long and however it wavers in between. A cool-down swallows the alert but not the state.
 * A day at or before the last one evaluated changes nothing.
 *
 * @returns undefined when there is nothing to write
 */
export function nextState(
  before: FiringState | undefined,
  evaluation: Evaluation,
  { day, isBaseline, cooldownDays }: EvaluationDay,
): Pick<Transition, 'firingState' | 'fires'> | undefined {
  if (before && day <= before.day) return undefined;
  const hasFired = before?.state === 'fired';
  if (hasFired && evaluation === 'cleared') {
    return { firingState: { ...before, state: 'armed', day }, fires: false };
  }
  if (hasFired || evaluation !== 'breached') return undefined;
  const lastFired = before?.lastFiredDay;
  const isCoolingDown = lastFired !== undefined && daysBetween(lastFired, day) < cooldownDays;
  const fires = !isBaseline && !isCoolingDown;
  const lastFiredDay = fires ? day : lastFired;
  const fired = { state: 'fired', day } as const;
  return { firingState: lastFiredDay === undefined ? fired : { ...fired, lastFiredDay }, fires };
}

/** What a rule remembers, and whether it has looked at a subject before. */
export interface EvaluationHistory {
  firingState(hash: IdHash): FiringState | undefined;
  isBaseline(row: number): boolean;
}

/** What a subject starts as, before there was any day; armed needs no memory. */
const INITIAL_STATES = { armed: undefined, fired: { state: 'fired', day: '' } } as const;

/** Returns one subject's transition; undefined when there is nothing to write. */
function transitionAt(
  { ruleDay, trigger, hashes, evaluate, passesGuard }: CompiledRule,
  { firingState, isBaseline }: EvaluationHistory,
  row: number,
): Transition | undefined {
  const evaluation = evaluate(row);
  if (evaluation === 'holding' || evaluation === 'no_data') return undefined;
  const hash = hashes[row] ?? '';
  const before = firingState(hash) ?? INITIAL_STATES[trigger.initialState];
  const isBreached = evaluation === 'breached';
  if (isBreached === (before?.state === 'fired')) return undefined;
  const { rule, scores } = ruleDay;
  const { cooldownDays = 0 } = rule;
  const on = { day: scores.asOf, isBaseline: isBaseline(row), cooldownDays };
  if (isBreached && !on.isBaseline && !passesGuard(row)) return undefined;
  const update = nextState(before, evaluation, on);
  return update && { row, hash, ...update };
}

/**
 * Returns everything that one rule has to remember on one closed day. Pure: evaluating for real,
 * trying a rule on the past and measuring it are this very function.
 */
export function transitionsOn(
  compiled: CompiledRule,
  history: EvaluationHistory,
): readonly Transition[] {
  const transitions: Transition[] = [];
  for (let row = 0; row < compiled.hashes.length; row++) {
    const transition = transitionAt(compiled, history, row);
    if (transition) transitions.push(transition);
  }
  return transitions;
}
