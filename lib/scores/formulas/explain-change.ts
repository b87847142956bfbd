import type { ChangeReason } from './change-reasons.ts';
import { changeSentence } from './change-sentence.ts';

/** A reason as it is shown: its points rounded. `rounding` closes the sum. */
export interface ShownReason extends Omit<ChangeReason, 'kind'> {
  readonly kind: ChangeReason['kind'] | 'rounding';
  readonly shown: number;
}

/** Returns points rounded, and never the -0 that rounding -0.3 makes. */
const roundPoints = (points: number): number => Math.round(points) + 0;

/**
 * # Reasons as people see them
 *
 * Shown scores are whole numbers, so their difference is not quite the unrounded change, nor the
 * sum of rounded reasons. A last reason `rounding` makes both columns sum to the change on screen.
 *
 * Source: our decision (docs/scoring.md, Changes, and why): whoever adds up a list must not find
 * another sum.
 *
 *     rounding.points = change - exact change      rounding.shown = change - sum of rounded reasons
 *
 * Example: a change of -8 from 23.4 to 14.6 with the parts -10.6 and +1.8 has the rounding 0.8, and
 * on screen -11 + 2 + 1.
 *
 * Cost: O(reasons).
 *
 * @param change of shown scores
 * @param exactChange of unrounded scores
 */
export function shownReasons(
  change: number,
  exactChange: number,
  reasons: readonly ChangeReason[],
): readonly ShownReason[] {
  const shown = reasons.map((reason) => ({ ...reason, shown: roundPoints(reason.points) }));
  const sum = shown.reduce((total, reason) => total + reason.shown, 0);
  const rounding = { points: change - exactChange, shown: change - sum };
  if (rounding.points === 0 && rounding.shown === 0) return shown;
  return [...shown, { kind: 'rounding', ...rounding }];
}

/** Returns a change with its parts, its reasons and one plain sentence. */
export function explainedChange<Parts>(
  { points, exactPoints }: { readonly points: number; readonly exactPoints: number },
  parts: Parts,
  reasons: readonly ChangeReason[],
  stopped?: string,
) {
  return {
    points,
    exactPoints,
    parts,
    reasons: shownReasons(points, exactPoints, reasons),
    ...(stopped !== undefined && { stopped }),
    sentence: changeSentence(points, reasons, stopped),
  };
}
