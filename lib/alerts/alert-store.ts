import type { IdHash } from '../model/id-hash.ts';
import type { Alert, RuleState, StoredRuleState } from './alert.ts';

export interface AlertPage {
  /** Newest first. */
  readonly alerts: readonly Alert[];
  /** Where the next page goes on; undefined at the end. */
  readonly next?: string;
}

/** Port: what rules remember, the outbox inside it, and the list of alerts raised. */
export interface AlertStore {
  getState(rule: string, subject: IdHash): Promise<StoredRuleState | undefined>;
  statesOf(rule: string): Promise<readonly StoredRuleState[]>;
  /** Writes state and outbox in one conditional put; false when somebody wrote first (0: none). */
  putState(state: RuleState, expected: number): Promise<boolean>;
  /** States whose outbox is not empty. */
  pending(limit: number): Promise<readonly StoredRuleState[]>;
  /** Idempotent: the same id is one alert. */
  putAlert(alert: Alert): Promise<void>;
  /** Writes over the alert of that id, where and when it was raised; false when there is none. */
  replaceAlert(alert: Alert): Promise<boolean>;
  getAlert(id: string): Promise<Alert | undefined>;
  list(limit: number, cursor?: string): Promise<AlertPage>;
}
