import { weightOf } from '../../../lib/model/event-weight.ts';
import type { EventChange } from '../../../lib/scores/formulas/change-reasons.ts';
import { aModel } from './a-model.ts';

type Counts = readonly [event: string, count: number, previousCount: number];

/** Counts of events in a window and in the one before, at their weights. */
export function eventChanges(counts: readonly Counts[], { model } = aModel()): EventChange[] {
  return counts.map(([event, count, previousCount]) => {
    return { event, count, previousCount, weight: weightOf(model, event) };
  });
}
