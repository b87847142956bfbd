import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Alert, RuleState, StoredRuleState } from '../../alerts/alert.ts';
import type { AlertPage, AlertStore } from '../../alerts/alert-store.ts';
import type { IdHash } from '../../model/id-hash.ts';
import { TABLE } from '../../model/table-definition.ts';
import { atRevision } from '../client/at-revision.ts';
import { getItem } from '../client/item-access.ts';
import { type Item, queryItems } from '../client/query-items.ts';
import { unlessConditionFailed } from '../client/store-error.ts';
import { pack, unpack } from '../items/pack.ts';
import { fromRuleStateItem, PENDING_PARTITION, toRuleStateItem } from '../items/rule-state-item.ts';
import {
  ALERT_PARTITION,
  alertKey,
  alertPointerKey,
  alertsUpTo,
  rulePartition,
  ruleStateKey,
} from '../keys.ts';

/** Rule states by rule and subject; alerts by the instant they were raised, newest first. */
export class DynamoAlertStore implements AlertStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async getState(rule: string, subject: IdHash): Promise<StoredRuleState | undefined> {
    const item = await getItem(this.#client, this.#table, ruleStateKey(rule, subject));
    return item && fromRuleStateItem(item);
  }

  async statesOf(rule: string): Promise<readonly StoredRuleState[]> {
    const items = await queryItems(this.#client, this.#table, rulePartition(rule));
    return items.map(fromRuleStateItem);
  }

  async putState(state: RuleState, expected: number): Promise<boolean> {
    const put = new PutCommand({
      TableName: this.#table,
      Item: toRuleStateItem(state, expected + 1),
      ...atRevision(expected),
    });
    return (await unlessConditionFailed(this.#client.send(put))) !== undefined;
  }

  /** The index follows the table within milliseconds; what it misses now it shows next time. */
  async pending(limit: number): Promise<readonly StoredRuleState[]> {
    const options = { index: TABLE.outboxIndex, limit };
    const items = await queryItems(this.#client, this.#table, PENDING_PARTITION, options);
    return items.map(fromRuleStateItem);
  }

  /** The pointer goes first and fixes the instant, so that no second attempt lists it twice. */
  async putAlert(alert: Alert): Promise<void> {
    const raisedAt = await this.#firstRaisedAt(alert);
    await this.#putOnce({
      ...alertKey(raisedAt, alert.id),
      b: pack({ ...alert, raisedAt }),
    });
  }

  async replaceAlert(alert: Alert): Promise<boolean> {
    const pointer = await getItem(this.#client, this.#table, alertPointerKey(alert.id));
    if (!pointer) return false;
    const raisedAt = String(pointer['at']);
    const put = new PutCommand({
      TableName: this.#table,
      Item: { ...alertKey(raisedAt, alert.id), b: pack({ ...alert, raisedAt }) },
      ConditionExpression: 'attribute_exists(pk)',
    });
    return (await unlessConditionFailed(this.#client.send(put))) !== undefined;
  }

  async getAlert(id: string): Promise<Alert | undefined> {
    const pointer = await getItem(this.#client, this.#table, alertPointerKey(id));
    if (!pointer) return undefined;
    const key = alertKey(String(pointer['at']), id);
    const item = await getItem(this.#client, this.#table, key);
    return item && (unpack(item['b']) as Alert);
  }

  async list(limit: number, cursor?: string): Promise<AlertPage> {
    const items = await queryItems(this.#client, this.#table, ALERT_PARTITION, {
      newestFirst: true,
      limit: limit + 1,
      ...(cursor !== undefined && { range: alertsUpTo(cursor) }),
    });
    const alerts = items.slice(0, limit).map((item) => unpack(item['b']) as Alert);
    const next = items[limit];
    return { alerts, ...(next && { next: String(next['sk']) }) };
  }

  async #firstRaisedAt({ id, raisedAt }: Alert): Promise<string> {
    if (await this.#putOnce({ ...alertPointerKey(id), at: raisedAt })) return raisedAt;
    const first = await getItem(this.#client, this.#table, alertPointerKey(id));
    return String(first?.['at'] ?? raisedAt);
  }

  /** Returns whether it was not there yet. */
  async #putOnce(item: Item): Promise<boolean> {
    const put = new PutCommand({
      TableName: this.#table,
      Item: item,
      ...atRevision(0),
    });
    return (await unlessConditionFailed(this.#client.send(put))) !== undefined;
  }
}
