import { weightOf } from '../../../lib/model/event-weight.ts';
import type { EventPart } from '../../../lib/scores/formulas/change-reasons.ts';
import { aModel } from './a-model.ts';

type Counts = readonly [event: string, count: number, previousCount: number];

/** Events by their counts in a window and in the one before, a point each times their weight. */
export function eventChanges(counts: readonly Counts[], { model } = aModel()): EventPart[] {
  return counts.map(([event, count, previousCount]) => {
    const countChange = count - previousCount;
    return { event, countChange, points: weightOf(model, event) * countChange };
  });
}
