import type { Alert, RuleState, StoredRuleState } from '../../../lib/alerts/alert.ts';
import type { AlertPage, AlertStore } from '../../../lib/alerts/alert-store.ts';
import { BarometerError } from '../../../lib/model/barometer-error.ts';
import type { IdHash } from '../../../lib/model/id-hash.ts';
import { copyOf } from './copy-of.ts';

/** Twin of the rule states and alerts in DynamoDB. */
export class MemoryAlertStore implements AlertStore {
  readonly #states = new Map<string, StoredRuleState>();
  readonly #alerts = new Map<string, Alert>();

  async getState(rule: string, subject: IdHash): Promise<StoredRuleState | undefined> {
    const stored = this.#states.get(stateKey(rule, subject));
    return stored && copyOf(stored);
  }

  async statesOf(rule: string): Promise<readonly StoredRuleState[]> {
    return this.#statesWhere((stored) => stored.state.rule === rule);
  }

  async putState(state: RuleState, expected: number): Promise<boolean> {
    const key = stateKey(state.rule, state.subject);
    if ((this.#states.get(key)?.revision ?? 0) !== expected) return false;
    this.#states.set(key, copyOf({ state, revision: expected + 1 }));
    return true;
  }

  async pending(limit: number): Promise<readonly StoredRuleState[]> {
    return this.#statesWhere((stored) => stored.state.outbox.length > 0).slice(0, limit);
  }

  async putAlert(alert: Alert): Promise<void> {
    if (!this.#alerts.has(alert.id)) this.#alerts.set(alert.id, copyOf(alert));
  }

  async replaceAlert(alert: Alert): Promise<boolean> {
    const known = this.#alerts.get(alert.id);
    if (!known) return false;
    this.#alerts.set(alert.id, copyOf({ ...alert, raisedAt: known.raisedAt }));
    return true;
  }

  async getAlert(id: string): Promise<Alert | undefined> {
    const alert = this.#alerts.get(id);
    return alert && copyOf(alert);
  }

  async list(limit: number, cursor?: string): Promise<AlertPage> {
    if (cursor === '') throw new BarometerError('invalid', 'the cursor is empty');
    const older = [...this.#alerts.values()]
      .sort((a, b) => (orderOf(a) > orderOf(b) ? -1 : 1))
      .filter((alert) => cursor === undefined || orderOf(alert) <= cursor);
    const alerts = copyOf(older.slice(0, limit));
    const next = older[limit];
    return { alerts, ...(next && { next: orderOf(next) }) };
  }

  #statesWhere(isMeant: (stored: StoredRuleState) => boolean): readonly StoredRuleState[] {
    const states = [...this.#states.values()].filter(isMeant);
    return copyOf(states.sort((a, b) => (a.state.subject < b.state.subject ? -1 : 1)));
  }
}

function stateKey(rule: string, subject: IdHash): string {
  return JSON.stringify([rule, subject]);
}

function orderOf(alert: Alert): string {
  return `${alert.raisedAt}#${alert.id}`;
}
