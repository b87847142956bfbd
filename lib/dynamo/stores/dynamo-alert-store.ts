import type { Alert, RuleState, StoredRuleState } from '../../alerts/alert.ts';
import type { AlertPage, AlertStore } from '../../alerts/alert-store.ts';
import type { IdHash } from '../../model/id-hash.ts';
import { TABLE } from '../../model/table-definition.ts';
import type { Item } from '../client/query-items.ts';
import { atRevision, IF_ABSENT, IF_PRESENT, TableStore } from '../client/table-store.ts';
import { pack, unpack } from '../items/pack.ts';
import {
  ALERT_PARTITION,
  alertKey,
  alertPointerKey,
  alertsUpTo,
  rulePartition,
  ruleStateKey,
} from '../keys.ts';

/** The one partition of the outbox index. */
const PENDING_PARTITION = 'pending';

/** A rule state as one item: `r` revision, `b` packed state; in the index while alerts wait. */
export function toRuleStateItem(state: RuleState, revision: number) {
  return {
    ...ruleStateKey(state.rule, state.subject),
    r: revision,
    b: pack(state),
    ...(state.outbox.length > 0 && { [TABLE.outboxIndex.partitionKey]: PENDING_PARTITION }),
  };
}

function fromRuleStateItem(item: Item): StoredRuleState {
  return { state: unpack(item['b']) as RuleState, revision: Number(item['r']) };
}

function toAlertItem(alert: Alert, raisedAt: string) {
  return { ...alertKey(raisedAt, alert.id), b: pack({ ...alert, raisedAt }) };
}

/** Rule states by rule and subject; alerts by the instant they were raised, newest first. */
export class DynamoAlertStore extends TableStore implements AlertStore {
  async getState(rule: string, subject: IdHash): Promise<StoredRuleState | undefined> {
    const item = await this.getItem(ruleStateKey(rule, subject));
    return item && fromRuleStateItem(item);
  }

  async statesOf(rule: string): Promise<readonly StoredRuleState[]> {
    const items = await this.query(rulePartition(rule));
    return items.map(fromRuleStateItem);
  }

  putState(state: RuleState, expected: number): Promise<boolean> {
    return this.putItemIf(atRevision(expected), toRuleStateItem(state, expected + 1));
  }

  /** The index follows the table within milliseconds; what it misses now it shows next time. */
  async pending(limit: number): Promise<readonly StoredRuleState[]> {
    const options = { index: TABLE.outboxIndex, limit };
    const items = await this.query(PENDING_PARTITION, options);
    return items.map(fromRuleStateItem);
  }

  /** The pointer goes first and fixes the instant, so that no second attempt lists it twice. */
  async putAlert(alert: Alert): Promise<void> {
    const raisedAt = await this.#firstRaisedAt(alert);
    await this.putItemIf(IF_ABSENT, toAlertItem(alert, raisedAt));
  }

  async replaceAlert(alert: Alert): Promise<boolean> {
    const pointer = await this.getItem(alertPointerKey(alert.id));
    return pointer ? this.putItemIf(IF_PRESENT, toAlertItem(alert, String(pointer['at']))) : false;
  }

  async getAlert(id: string): Promise<Alert | undefined> {
    const pointer = await this.getItem(alertPointerKey(id));
    if (!pointer) return undefined;
    const item = await this.getItem(alertKey(String(pointer['at']), id));
    return item && (unpack(item['b']) as Alert);
  }

  async list(limit: number, cursor?: string): Promise<AlertPage> {
    const items = await this.query(ALERT_PARTITION, {
      newestFirst: true,
      limit: limit + 1,
      ...(cursor !== undefined && { range: alertsUpTo(cursor) }),
    });
    const alerts = items.slice(0, limit).map((item) => unpack(item['b']) as Alert);
    const next = items[limit];
    return { alerts, ...(next && { next: String(next['sk']) }) };
  }

  async #firstRaisedAt({ id, raisedAt }: Alert): Promise<string> {
    const pointer = { ...alertPointerKey(id), at: raisedAt };
    if (await this.putItemIf(IF_ABSENT, pointer)) return raisedAt;
    const first = await this.getItem(alertPointerKey(id));
    return String(first?.['at'] ?? raisedAt);
  }
}
