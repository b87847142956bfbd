import type { IdHash } from '../../model/id-hash.ts';
import type { CompiledRule } from './compile-rule.ts';
import { type FiringState, nextState } from './next-state.ts';

/** What changes for one subject on one day. */
export interface Transition {
  /** Index of the subject. */
  readonly row: number;
  readonly hash: IdHash;
  readonly firingState: FiringState;
  readonly fires: boolean;
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
  const baseline = isBaseline(row);
  if (isBreached && !baseline && !passesGuard(row)) return undefined;
  const input = { breached: isBreached, cleared: !isBreached, baseline };
  const { rule, scores } = ruleDay;
  const update = nextState(before, input, scores.asOf, rule.cooldownDays ?? 0);
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
