import type { Day } from '../../model/day.ts';
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

/** Before there was any day. */
const NO_DAY: Day = '';

/** The one subject's step; undefined when there is nothing to write. */
function transitionAt(
  compiled: CompiledRule,
  { firingState, isBaseline }: EvaluationHistory,
  row: number,
  day: Day,
): Transition | undefined {
  const evaluation = compiled.evaluation(row);
  if (evaluation === 'holding' || evaluation === 'no_data') return undefined;
  const hash = compiled.hashes[row] ?? '';
  const known = firingState(hash);
  const before =
    known ?? (compiled.initialState === 'fired' ? { state: 'fired', day: NO_DAY } : undefined);
  const isBreached = evaluation === 'breached';
  if (isBreached === (before?.state === 'fired')) return undefined;
  const baseline = isBaseline(row);
  if (isBreached && !baseline && !compiled.passesGuard(row)) return undefined;
  const input = { breached: isBreached, cleared: !isBreached, baseline };
  const update = nextState(before, input, day, compiled.rule.cooldownDays ?? 0);
  return update && { row, hash, ...update };
}

/**
 * Everything that one rule has to note on one closed day. Pure: evaluating for real, trying a rule
 * on the past and measuring it are this very function.
 */
export function transitionsOn(
  compiled: CompiledRule,
  history: EvaluationHistory,
  day: Day,
): Transition[] {
  const transitions: Transition[] = [];
  for (let row = 0; row < compiled.hashes.length; row++) {
    const transition = transitionAt(compiled, history, row, day);
    if (transition) transitions.push(transition);
  }
  return transitions;
}
