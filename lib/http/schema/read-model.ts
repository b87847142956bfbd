import type { EventWeight, ScoringModel } from '../../model/scoring-model.ts';
import { modelFaults, retentionFaults } from './model-faults.ts';
import { readNamed, throwFaults } from './read-by-schema.ts';
import { type PostedModel, scoringModelSchema } from './scoring-model-schema.ts';

const WHAT = 'scoring model';
const DEFAULT_HEADLINE = 7;

function eventWeights(events: PostedModel['events']): ScoringModel['events'] {
  const weightOf = (posted: PostedModel['events'][string]): EventWeight =>
    typeof posted === 'number' ? { weight: posted } : posted;
  return Object.fromEntries(
    Object.entries(events).map(([name, posted]) => [name, weightOf(posted)]),
  );
}

function headlineOf({ headlineWindow, windows }: PostedModel): number {
  if (headlineWindow !== undefined) return headlineWindow;
  return windows.includes(DEFAULT_HEADLINE) ? DEFAULT_HEADLINE : (windows[0] ?? DEFAULT_HEADLINE);
}

/**
 * A model as it was put under an id, shorthands and defaults filled in.
 * Throws `invalid` with every fault, its path and what is allowed.
 *
 * @param retentionDays the days that are kept, which no window may exceed
 */
export function readModel(
  value: unknown,
  id: string,
  retentionDays = Number.POSITIVE_INFINITY,
): ScoringModel {
  const posted = readNamed(scoringModelSchema, value, id, WHAT);
  const model = {
    ...posted,
    events: eventWeights(posted.events),
    headlineWindow: headlineOf(posted),
  };
  throwFaults(WHAT, modelFaults(model));
  throwFaults(WHAT, retentionFaults(model, retentionDays));
  return model;
}
