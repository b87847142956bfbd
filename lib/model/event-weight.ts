import { ownValue } from './own-value.ts';
import type { ScoringModel } from './scoring-model.ts';

const PAGE_OR_SCREEN = /^Viewed (.+ )?(Page|Screen)$/;

/** Pages, screens and the clients' own `$` names: they weigh 0 unless the model names them. */
export function isImplicit(event: string): boolean {
  return event.startsWith('$') || PAGE_OR_SCREEN.test(event);
}

/** Own properties only: an event may well be called `constructor`. */
function weightEntry(model: ScoringModel, event: string) {
  return ownValue(model.events, event);
}

export function weightOf(model: ScoringModel, event: string): number {
  return weightEntry(model, event)?.weight ?? (isImplicit(event) ? 0 : model.defaultWeight);
}

/** True when using it makes a user active on that day. */
export function isActivity(model: ScoringModel, event: string): boolean {
  return model.activity ? model.activity.includes(event) : weightOf(model, event) !== 0;
}

export function isRisk(model: ScoringModel, event: string): boolean {
  return weightEntry(model, event)?.risk === true;
}
