import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import type { IdentityLink } from '../../events/identity-link.ts';
import type { Profile } from '../../events/profile.ts';
import type { ProfileStore, StoredProfile } from '../../events/profile-store.ts';
import type { IdHash } from '../../model/id-hash.ts';
import { atRevision } from '../client/at-revision.ts';
import { batchGet } from '../client/batch-get.ts';
import { getItem } from '../client/item-access.ts';
import { type Item, queryPages } from '../client/query-items.ts';
import { orStoreError, unlessConditionFailed } from '../client/store-error.ts';
import { fromProfileItem, toProfileItem } from '../items/profile-item.ts';
import { linkKey, linkPartitions, profileKey, profilePartitions } from '../keys.ts';

/** Of sixteen partitions: a page is 1 MB, and some 10 MB while it is taken apart. */
const QUERIES_AT_ONCE = 8;

function fromLinkItem(item: Item): IdentityLink {
  return { from: String(item['sk']), to: String(item['to']), at: Number(item['at']) };
}

/** Profiles and links, spread over sixteen partitions by the first digit of the hash. */
export class DynamoProfileStore implements ProfileStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async get(kind: Profile['kind'], hash: IdHash): Promise<StoredProfile | undefined> {
    const item = await getItem(this.#client, this.#table, profileKey(kind, hash));
    return item && fromProfileItem(kind, item);
  }

  async getMany(kind: Profile['kind'], hashes: readonly IdHash[]): Promise<readonly Profile[]> {
    const keys = hashes.map((hash) => profileKey(kind, hash));
    const items = await batchGet(this.#client, this.#table, keys);
    return items.map((item) => fromProfileItem(kind, item).profile);
  }

  async put(profile: Profile, expected: number): Promise<boolean> {
    const put = new PutCommand({
      TableName: this.#table,
      Item: toProfileItem(profile, expected + 1),
      ...atRevision(expected),
    });
    return (await unlessConditionFailed(this.#client.send(put))) !== undefined;
  }

  async remove(kind: Profile['kind'], hash: IdHash): Promise<boolean> {
    const removal = new DeleteCommand({
      TableName: this.#table,
      Key: profileKey(kind, hash),
      ReturnValues: 'ALL_OLD',
    });
    return (await orStoreError(this.#client.send(removal))).Attributes !== undefined;
  }

  async each(kind: Profile['kind'], take: (page: readonly Profile[]) => void): Promise<void> {
    await this.#eachPage(profilePartitions(kind), (items) =>
      take(items.map((item) => fromProfileItem(kind, item).profile)),
    );
  }

  async all(kind: Profile['kind']): Promise<readonly Profile[]> {
    const all: Profile[] = [];
    await this.each(kind, (page) => all.push(...page));
    return all;
  }

  async putLink({ from, to, at }: IdentityLink): Promise<boolean> {
    const put = new PutCommand({
      TableName: this.#table,
      Item: { ...linkKey(from), to, at },
      // The rule of `earlierIdentityLink`, decided where the stored link is.
      ConditionExpression: 'attribute_not_exists(pk) OR #at > :at OR (#at = :at AND #to > :to)',
      ExpressionAttributeNames: { '#at': 'at', '#to': 'to' },
      ExpressionAttributeValues: { ':at': at, ':to': to },
    });
    return (await unlessConditionFailed(this.#client.send(put))) !== undefined;
  }

  async allLinks(): Promise<readonly IdentityLink[]> {
    const links: IdentityLink[] = [];
    await this.#eachPage(linkPartitions(), (items) => links.push(...items.map(fromLinkItem)));
    return links;
  }

  async #eachPage(
    partitions: readonly string[],
    take: (items: readonly Item[]) => void,
  ): Promise<void> {
    await pMap(
      partitions,
      async (pk) => {
        for await (const items of queryPages(this.#client, this.#table, pk)) take(items);
      },
      { concurrency: QUERIES_AT_ONCE },
    );
  }
}
