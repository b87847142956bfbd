import type { Profiles } from '../conditions/profiles.ts';
import { closeWindows } from './add-day-counts.ts';
import { type Aggregate, releaseLookups } from './aggregate.ts';
import { recordTraitFeatures } from './record-trait-features.ts';

/**
 * Ends the building of an aggregate, once the last day and the lifetime index were added. From here
 * on it is only read: adding more throws BarometerError `invalid`.
 */
export function completeAggregate(aggregate: Aggregate, profiles: Profiles): void {
  closeWindows(aggregate, aggregate.plan.last);
  recordTraitFeatures(aggregate, profiles);
  releaseLookups(aggregate);
}
