import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Lease, Run, RunStore } from '../../scores/run/run-store.ts';
import { filledIn } from '../client/query-items.ts';
import { unlessConditionFailed } from '../client/store-error.ts';
import { TableStore } from '../client/table-store.ts';
import { pack, unpack } from '../items/pack.ts';
import { leaseKey, RUN_PARTITION, runKey, runPointerKey } from '../keys.ts';

const TAKE = {
  set: 'SET #until = :until, #holder = :holder ADD #token :one',
  when: 'attribute_not_exists(pk) OR #until <= :now',
};
const KEEP = { set: 'SET #until = :until', when: '#holder = :holder AND #until > :now' };
const IS_HELD = '#holder = :holder AND #token = :token';
/** The item stays, for the token must go on growing. */
const END = 'SET #until = :never REMOVE #holder';

/** Runs by the instant they were requested, with a pointer from their id; leases by name. */
export class DynamoRunStore extends TableStore implements RunStore {
  /** The pointer goes first: a run that is listed can always be got. */
  async put(run: Run): Promise<void> {
    const { runId, requestedAt } = run;
    await this.putItem({ ...runPointerKey(runId), at: requestedAt });
    await this.putItem({ ...runKey(requestedAt, runId), b: pack(run) });
  }

  async get(runId: string): Promise<Run | undefined> {
    const pointer = await this.getItem(runPointerKey(runId));
    if (!pointer) return undefined;
    const item = await this.getItem(runKey(String(pointer['at']), runId));
    return item && (unpack(item['b']) as Run);
  }

  async list(limit: number): Promise<readonly Run[]> {
    const items = await this.query(RUN_PARTITION, { newestFirst: true, limit });
    return items.map((item) => unpack(item['b']) as Run);
  }

  async acquire(
    name: string,
    holder: string,
    now: number,
    milliseconds: number,
  ): Promise<Lease | undefined> {
    const expiresAt = now + milliseconds;
    const values = { ':until': expiresAt, ':holder': holder, ':now': now };
    // Taken first: of two deliveries of one run at once, the later one finds the lease its own.
    const token =
      (await this.#changeLease(name, TAKE, { ...values, ':one': 1 })) ??
      (await this.#changeLease(name, KEEP, values));
    return token === undefined ? undefined : { name, holder, token, expiresAt };
  }

  async renew({ name, holder, token }: Lease, expiresAt: number): Promise<void> {
    const renewal = { set: 'SET #until = :until', when: IS_HELD };
    await this.#changeLease(name, renewal, {
      ':until': expiresAt,
      ':holder': holder,
      ':token': token,
    });
  }

  async holds(lease: Lease): Promise<boolean> {
    const item = await this.getItem(leaseKey(lease.name));
    return item?.['holder'] === lease.holder && item['token'] === lease.token;
  }

  async release({ name, holder, token }: Lease): Promise<void> {
    const end = { set: END, when: IS_HELD };
    await this.#changeLease(name, end, { ':never': 0, ':holder': holder, ':token': token });
  }

  async breakLease(name: string): Promise<void> {
    await this.#changeLease(name, { set: END, when: 'attribute_exists(pk)' }, { ':never': 0 });
  }

  /** Returns the token afterwards; undefined when the condition did not hold. */
  async #changeLease(
    name: string,
    { set, when }: { readonly set: string; readonly when: string },
    values: Readonly<Record<string, unknown>>,
  ): Promise<number | undefined> {
    const update = new UpdateCommand({
      TableName: this.table,
      Key: leaseKey(name),
      ReturnValues: 'ALL_NEW',
      ...filledIn({ UpdateExpression: set, ConditionExpression: when }, values),
    });
    const answer = await unlessConditionFailed(this.client.send(update));
    return answer && Number(answer.Attributes?.['token']);
  }
}
