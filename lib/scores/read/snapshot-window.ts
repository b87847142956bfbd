import type { Directory } from '../../counts/directory/directory.ts';
import { type Profile, traitsOn } from '../../events/profile.ts';
import { dayFromNumber } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import { groupRows } from '../columns/group-rows.ts';
import { listAt } from '../columns/list-column.ts';
import { type Ranking, rankRows } from '../columns/ranking.ts';
import type { ScoreBenchmarks } from '../formulas/account-scores.ts';
import { accountRow } from '../snapshot/account-row.ts';
import type { DayScores } from '../snapshot/day-scores.ts';
import { userExactScore } from '../snapshot/user-row.ts';

/** A snapshot opened at one window, with what turns hashes back into names. */
export interface SnapshotWindow {
  readonly scores: DayScores;
  /** Index into the windows of the scores. */
  readonly window: number;
  /** What indices are measured by; undefined while no day of the model version is closed. */
  readonly baseline?: ScoreBenchmarks;
  readonly directory: Directory;
  readonly accountProfiles: ReadonlyMap<IdHash, Profile>;
  /** Of users, where an answer needs them. @default none */
  readonly userProfiles?: ReadonlyMap<IdHash, Profile>;
}

/** Rankings and joins over a snapshot, worked out once for as long as it stays in memory. */
interface Derived {
  readonly accountRanking: (window: number) => Ranking;
  readonly userRanking: (window: number) => Ranking;
  /** Row orders made before, by a name of what they are sorted by. */
  readonly orders: Map<string, readonly number[]>;
  /** The accounts that a user is a known member of. */
  readonly accountsOf: (user: number) => readonly number[];
  /** The rows of an account's members. */
  readonly membersOf: (account: number) => Int32Array;
}

function memoize<Value>(make: (key: number) => Value): (key: number) => Value {
  const made = new Map<number, Value>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

function lazy<Value>(make: () => Value): () => Value {
  const only = memoize(make);
  return () => only(0);
}

function derive(scores: DayScores): Derived {
  const { users, accounts, members } = scores;
  const byUser = lazy(() => groupRows(members.user, users.hash.length));
  const byAccount = lazy(() => groupRows(members.account, accounts.hash.length));
  const accountScore = (window: number, row: number) =>
    accountRow(scores, window, row)?.exactScore ?? 0;
  return {
    accountRanking: memoize((window) =>
      rankRows(accounts.hash, (row) => accountScore(window, row)),
    ),
    userRanking: memoize((window) =>
      rankRows(users.hash, (row) => userExactScore(scores, window, row)),
    ),
    orders: new Map(),
    accountsOf: (user) =>
      Array.from(listAt(byUser(), user), (member) => members.account[member] ?? -1),
    membersOf: (account) => listAt(byAccount(), account),
  };
}

const derived = new WeakMap<DayScores, Derived>();

/** What follows from a snapshot; the snapshot never changes, so neither does this. */
export function derivedOf(scores: DayScores): Derived {
  const known = derived.get(scores);
  if (known) return known;
  const made = derive(scores);
  derived.set(scores, made);
  return made;
}

/** An order of rows that depends on nothing but the snapshot: sorted once. */
export function memoizedOrder(
  scores: DayScores,
  name: string,
  make: () => readonly number[],
): readonly number[] {
  const { orders } = derivedOf(scores);
  const known = orders.get(name);
  if (known) return known;
  const made = make();
  orders.set(name, made);
  return made;
}

/** The id clients posted; erased ids read as null. */
export function idOf(snapshot: SnapshotWindow, hash: IdHash | undefined): string | null {
  return (hash !== undefined && snapshot.directory.get(hash)?.id) || null;
}

/** A day number as people write it; null for never. */
export function dayOrNull(number: number | null | undefined): string | null {
  return number ? dayFromNumber(number) : null;
}

/** An account's traits on the day of the snapshot. */
export function accountTraits(snapshot: SnapshotWindow, hash: IdHash) {
  const profile = snapshot.accountProfiles.get(hash);
  return profile ? traitsOn(profile, snapshot.scores.asOf) : {};
}

/** The names of the segments that some indices stand for. */
export function segmentNames(scores: DayScores, segments: Iterable<number>): string[] {
  return Array.from(segments, (segment) => scores.segmentNames[segment] ?? '');
}

/** Share of key features, 0 to 1; null while no model is put. */
export function adoptionShare(scores: DayScores, used: number | undefined): number | null {
  return scores.keyFeatures === 0 ? null : (used ?? 0) / scores.keyFeatures;
}
