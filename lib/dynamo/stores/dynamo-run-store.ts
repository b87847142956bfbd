import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Lease, Run, RunStore } from '../../scores/run/run-store.ts';
import { getItem, putItem } from '../client/item-access.ts';
import { queryItems } from '../client/query-items.ts';
import { unlessConditionFailed } from '../client/store-error.ts';
import { pack, unpack } from '../items/pack.ts';
import { leaseKey, RUN_PARTITION, runKey, runPointerKey } from '../keys.ts';

/** Runs by the instant they were requested, with a pointer from their id; leases by name. */
export class DynamoRunStore implements RunStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The pointer goes first: a run that is listed can always be got. */
  async put(run: Run): Promise<void> {
    const { runId, requestedAt } = run;
    await putItem(this.#client, this.#table, { ...runPointerKey(runId), at: requestedAt });
    await putItem(this.#client, this.#table, { ...runKey(requestedAt, runId), b: pack(run) });
  }

  async get(runId: string): Promise<Run | undefined> {
    const pointer = await getItem(this.#client, this.#table, runPointerKey(runId));
    if (!pointer) return undefined;
    const key = runKey(String(pointer['at']), runId);
    const item = await getItem(this.#client, this.#table, key);
    return item && (unpack(item['b']) as Run);
  }

  async list(limit: number): Promise<readonly Run[]> {
    const options = { newestFirst: true, limit };
    const items = await queryItems(this.#client, this.#table, RUN_PARTITION, options);
    return items.map((item) => unpack(item['b']) as Run);
  }

  async acquire(
    name: string,
    holder: string,
    now: number,
    milliseconds: number,
  ): Promise<Lease | undefined> {
    const expiresAt = now + milliseconds;
    // Taken first: of two deliveries of one run at once, the later one finds the lease its own.
    const token =
      (await this.#take(name, holder, now, expiresAt)) ??
      (await this.#keep(name, holder, now, expiresAt));
    return token === undefined ? undefined : { name, holder, token, expiresAt };
  }

  async renew({ name, holder, token }: Lease, expiresAt: number): Promise<void> {
    await this.#changeLease(name, {
      UpdateExpression: 'SET #until = :until',
      ConditionExpression: '#holder = :holder AND #token = :token',
      ExpressionAttributeNames: { '#until': 'until', '#holder': 'holder', '#token': 'token' },
      ExpressionAttributeValues: { ':until': expiresAt, ':holder': holder, ':token': token },
    });
  }

  async holds(lease: Lease): Promise<boolean> {
    const item = await getItem(this.#client, this.#table, leaseKey(lease.name));
    return item?.['holder'] === lease.holder && item['token'] === lease.token;
  }

  async release(lease: Lease): Promise<void> {
    await this.#changeLease(lease.name, {
      UpdateExpression: 'SET #until = :never REMOVE #holder',
      ConditionExpression: '#holder = :holder AND #token = :token',
      ExpressionAttributeNames: { '#until': 'until', '#holder': 'holder', '#token': 'token' },
      ExpressionAttributeValues: { ':never': 0, ':holder': lease.holder, ':token': lease.token },
    });
  }

  /** The item stays, for the token must go on growing. */
  async breakLease(name: string): Promise<void> {
    await this.#changeLease(name, {
      UpdateExpression: 'SET #until = :never REMOVE #holder',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: { '#until': 'until', '#holder': 'holder' },
      ExpressionAttributeValues: { ':never': 0 },
    });
  }

  #keep(name: string, holder: string, now: number, expiresAt: number) {
    return this.#changeLease(name, {
      UpdateExpression: 'SET #until = :until',
      ConditionExpression: '#holder = :holder AND #until > :now',
      ExpressionAttributeNames: { '#until': 'until', '#holder': 'holder' },
      ExpressionAttributeValues: { ':until': expiresAt, ':holder': holder, ':now': now },
    });
  }

  #take(name: string, holder: string, now: number, expiresAt: number) {
    return this.#changeLease(name, {
      UpdateExpression: 'SET #until = :until, #holder = :holder ADD #token :one',
      ConditionExpression: 'attribute_not_exists(pk) OR #until <= :now',
      ExpressionAttributeNames: { '#until': 'until', '#holder': 'holder', '#token': 'token' },
      ExpressionAttributeValues: { ':until': expiresAt, ':holder': holder, ':now': now, ':one': 1 },
    });
  }

  /** Returns the token afterwards; undefined when the condition did not hold. */
  async #changeLease(name: string, change: LeaseChange): Promise<number | undefined> {
    const answer = await unlessConditionFailed(
      this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: leaseKey(name),
          ReturnValues: 'ALL_NEW',
          ...change,
        }),
      ),
    );
    return answer && Number(answer.Attributes?.['token']);
  }
}

interface LeaseChange {
  readonly UpdateExpression: string;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, unknown>;
}
