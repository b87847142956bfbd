import { BarometerError } from '../model/barometer-error.ts';
import { UPDATE_ATTEMPTS, updateDocument } from '../model/document-store.ts';
import type { IdHash } from '../model/id-hash.ts';
import type { Alert, RuleState, StoredRuleState } from './alert.ts';
import type { AlertStore } from './alert-store.ts';

interface StateKey {
  readonly rule: string;
  readonly subject: IdHash;
  /** What was read before, which saves the first reading; `stored` is undefined where nothing is. */
  readonly known?: { readonly stored: StoredRuleState | undefined };
}

/** What a rule remembers from now on, and the alerts that it raises with that. */
export interface RuleStateChange {
  readonly memory: Omit<RuleState, 'rule' | 'subject' | 'outbox'>;
  readonly alerts: readonly Alert[];
}

/**
 * Changes what a rule remembers of a subject: reads it, and writes the changed memory and its alerts
 * in one conditional put, anew each time that somebody else wrote in between: another evaluation, or
 * a publisher that emptied the same outbox.
 *
 * @param change returns undefined where there is nothing to write
 * @returns how many alerts went into the outbox
 * @throws `conflict` when others wrote first at every attempt: the day or the event is looked at again
 */
export async function updateRuleState(
  store: Pick<AlertStore, 'getState' | 'putState'>,
  { rule, subject, known }: StateKey,
  change: (
    state: RuleState | undefined,
  ) => RuleStateChange | undefined | Promise<RuleStateChange | undefined>,
): Promise<number> {
  const raised = await updateDocument(
    (attempt) => (attempt === 0 && known ? known.stored : store.getState(rule, subject)),
    async (stored) => {
      const changed = await change(stored?.state);
      if (!changed) return 0;
      const outbox = [...(stored?.state.outbox ?? []), ...changed.alerts];
      const state = { rule, subject, ...changed.memory, outbox };
      const isWritten = await store.putState(state, stored?.revision ?? 0);
      return isWritten ? changed.alerts.length : undefined;
    },
  );
  if (raised !== undefined) return raised;
  const message = `a rule state changed ${UPDATE_ATTEMPTS} times while being written`;
  throw new BarometerError('conflict', message);
}
