import pMap from 'p-map';
import type { IdentityLink } from '../../events/identity-link.ts';
import type { DatedValue, Profile } from '../../events/profile.ts';
import type { ProfileStore, StoredProfile } from '../../events/profile-store.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import { dayFromNumber, dayNumber } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import { batchGet } from '../client/batch-get.ts';
import { filledIn, type Item, queryPages } from '../client/query-items.ts';
import { atRevision, TableStore } from '../client/table-store.ts';
import { pack, unpack } from '../items/pack.ts';
import { linkKey, linkPartitions, profileKey, profilePartitions } from '../keys.ts';

interface ProfileColumns {
  readonly v: 1;
  /** Trait, then its values by day: day number, instant, value. */
  readonly t: readonly (readonly [string, readonly DatedRow[]])[];
  /** First seen: instant, and 1 when its source was known by then. */
  readonly s?: readonly [number, 0 | 1];
}

type DatedRow = readonly [number, number, DatedValue['value']];

/** A profile as one item: `r` revision, `b` packed columns. */
function toProfileItem(profile: Profile, revision: number) {
  const { firstSeen } = profile;
  const columns: ProfileColumns = {
    v: 1,
    t: Object.entries(profile.traits).map(([name, values]) => [
      name,
      values.map(({ day, at, value }) => [dayNumber(day), at, value] as const),
    ]),
    ...(firstSeen && { s: [firstSeen.at, firstSeen.sourceWasKnown ? 1 : 0] }),
  };
  return { ...profileKey(profile.kind, profile.hash), r: revision, b: pack(columns) };
}

function fromProfileItem(kind: Profile['kind'], item: Item): StoredProfile {
  const columns = unpack(item['b']) as ProfileColumns;
  if (columns.v !== 1) {
    throw new BarometerError('unreadable', `profile of version ${columns.v}, known is 1`);
  }
  const [at, known] = columns.s ?? [];
  const traits = columns.t.map(([name, rows]) => [name, rows.map(toDatedValue)] as const);
  return {
    revision: Number(item['r']),
    profile: {
      kind,
      hash: String(item['sk']),
      traits: Object.fromEntries(traits),
      ...(at !== undefined && { firstSeen: { at, sourceWasKnown: known === 1 } }),
    },
  };
}

function toDatedValue([day, at, value]: DatedRow): DatedValue {
  return { day: dayFromNumber(day), at, value };
}

/** Of sixteen partitions: a page is 1 MB, and some 10 MB while it is taken apart. */
const QUERIES_AT_ONCE = 8;

function fromLinkItem(item: Item): IdentityLink {
  return { from: String(item['sk']), to: String(item['to']), at: Number(item['at']) };
}

/** Profiles and links, spread over sixteen partitions by the first digit of the hash. */
export class DynamoProfileStore extends TableStore implements ProfileStore {
  async get(kind: Profile['kind'], hash: IdHash): Promise<StoredProfile | undefined> {
    const item = await this.getItem(profileKey(kind, hash));
    return item && fromProfileItem(kind, item);
  }

  async getMany(kind: Profile['kind'], hashes: readonly IdHash[]): Promise<readonly Profile[]> {
    const keys = hashes.map((hash) => profileKey(kind, hash));
    const items = await batchGet(this.client, this.table, keys);
    return items.map((item) => fromProfileItem(kind, item).profile);
  }

  put(profile: Profile, expected: number): Promise<boolean> {
    return this.putItemIf(atRevision(expected), toProfileItem(profile, expected + 1));
  }

  remove(kind: Profile['kind'], hash: IdHash): Promise<boolean> {
    return this.deleteItem(profileKey(kind, hash));
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

  putLink({ from, to, at }: IdentityLink): Promise<boolean> {
    // The rule of `laterIdentityLink`, decided where the stored link is.
    const isLater = 'attribute_not_exists(pk) OR #at < :at OR (#at = :at AND #to > :to)';
    const condition = filledIn({ ConditionExpression: isLater }, { ':at': at, ':to': to });
    return this.putItemIf(condition, { ...linkKey(from), to, at });
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
        for await (const items of queryPages(this.client, this.table, pk)) take(items);
      },
      { concurrency: QUERIES_AT_ONCE },
    );
  }
}
