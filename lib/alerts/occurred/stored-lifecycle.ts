import type { IdHash } from '../../model/id-hash.ts';
import type { StoredRuleState } from '../alert.ts';
import type { OccurredSources } from './occurred-sources.ts';

/** What the tail knows of an account's place in life stands with the states of rules. */
export const lifecycleRule = (model: string): string => `lifecycle@${model}`;

export function readStoredLifecycle(
  { alerts }: Pick<OccurredSources, 'alerts'>,
  model: string,
  account: IdHash,
): Promise<StoredRuleState | undefined> {
  return alerts.getState(lifecycleRule(model), account);
}

/** Whether an account has cancelled: then it raises nothing but its return. */
export async function hasCancelled(
  sources: Pick<OccurredSources, 'alerts'>,
  model: string,
  account: IdHash,
): Promise<boolean> {
  return (await readStoredLifecycle(sources, model, account))?.state.lifecycle === 'cancelled';
}
