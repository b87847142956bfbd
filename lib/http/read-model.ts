import type { EventWeight, ScoringModel } from '../model/scoring-model.ts';
import { modelFaults } from './check-model.ts';
import { readNamed, refuseFaults } from './read-as.ts';
import { type PostedModel, scoringModelSchema } from './scoring-model-schema.ts';

const WHAT = 'scoring model';
const USUAL_HEADLINE = 7;

function weights(events: PostedModel['events']): ScoringModel['events'] {
  const full = (posted: PostedModel['events'][string]): EventWeight =>
    typeof posted === 'number' ? { weight: posted } : posted;
  return Object.fromEntries(Object.entries(events).map(([name, posted]) => [name, full(posted)]));
}

function headlineOf({ headlineWindow, windows }: PostedModel): number {
  if (headlineWindow !== undefined) return headlineWindow;
  return windows.includes(USUAL_HEADLINE) ? USUAL_HEADLINE : (windows[0] ?? USUAL_HEADLINE);
}

/**
 * A model as it was put under an id, shorthands and defaults filled in.
 * Throws `invalid` with every fault, its path and what is allowed.
 */
export function readModel(value: unknown, id: string): ScoringModel {
  const posted = readNamed(scoringModelSchema, value, id, WHAT);
  const model = { ...posted, events: weights(posted.events), headlineWindow: headlineOf(posted) };
  refuseFaults(WHAT, modelFaults(model));
  return model;
}
