import type { Day } from '../model/day.ts';
import type { IdHash } from '../model/id-hash.ts';
import { type Memory, step } from './crossing.ts';
import type { Watch } from './watch.ts';

/** What changes for one subject on one day. */
export interface Crossing {
  /** Index of the subject. */
  readonly at: number;
  readonly hash: IdHash;
  readonly memory: Memory;
  readonly fires: boolean;
}

/** What a rule remembers, and whether it has looked at a subject before. */
export interface Remembered {
  memory(hash: IdHash): Memory | undefined;
  isBaseline(at: number): boolean;
}

/** Before there was any day. */
const NO_DAY: Day = '';

/** The one subject's step; undefined when there is nothing to write. */
function crossingAt(
  watch: Watch,
  { memory, isBaseline }: Remembered,
  at: number,
  day: Day,
): Crossing | undefined {
  const standing = watch.standing(at);
  if (standing === 'between' || standing === 'unknown') return undefined;
  const hash = watch.hashes[at] ?? '';
  const known = memory(hash);
  const before = known ?? (watch.unseen === 'fired' ? { state: 'fired', day: NO_DAY } : undefined);
  const isBeyond = standing === 'beyond';
  if (isBeyond === (before?.state === 'fired')) return undefined;
  const baseline = isBaseline(at);
  if (isBeyond && !baseline && !watch.deserves(at)) return undefined;
  const reading = { beyond: isBeyond, clear: !isBeyond, baseline };
  const outcome = step(before, reading, day, watch.rule.cooldownDays ?? 0);
  return outcome && { at, hash, ...outcome };
}

/**
 * Everything that one rule has to note on one closed day. Pure: evaluating for real, trying a rule
 * on the past and measuring it are this very function.
 */
export function crossingsOn(watch: Watch, remembered: Remembered, day: Day): Crossing[] {
  const crossings: Crossing[] = [];
  for (let at = 0; at < watch.hashes.length; at++) {
    const crossing = crossingAt(watch, remembered, at, day);
    if (crossing) crossings.push(crossing);
  }
  return crossings;
}
