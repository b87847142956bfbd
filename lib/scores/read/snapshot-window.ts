import type { Directory } from '../../counts/directory/directory.ts';
import { type Profile, traitsOn } from '../../events/profile.ts';
import { dayFromNumber } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import { groupRows, listAt } from '../columns/list-column.ts';
import { rankRows } from '../columns/ranking.ts';
import type { ScoreBenchmarks } from '../formulas/account-scores.ts';
import { adoptionOf } from '../formulas/adoption.ts';
import type { DayScores } from '../snapshot/day-scores.ts';
import { accountRow, userExactScore } from '../snapshot/subject-rows.ts';

/** A snapshot opened at one window, with what turns hashes back into names. */
export interface SnapshotWindow {
  readonly scores: DayScores;
  /** The version of the model that the scores are of. */
  readonly model: ScoringModel;
  /** Index into the windows of the scores. */
  readonly window: number;
  /** What indices are measured by; absent while no day of the model version is closed. */
  readonly baseline?: ScoreBenchmarks;
  readonly directory: Directory;
  readonly accountProfiles: ReadonlyMap<IdHash, Profile>;
  /** Profiles of users, where an answer needs them. @default none */
  readonly userProfiles?: ReadonlyMap<IdHash, Profile>;
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

/** Rankings and joins over a snapshot, worked out once for as long as it stays in memory. */
function derive(scores: DayScores) {
  const { users, accounts, members } = scores;
  const byUser = lazy(() => groupRows(members.user, users.hash.length));
  const byAccount = lazy(() => groupRows(members.account, accounts.hash.length));
  const rankAccounts = (window: number) =>
    rankRows(accounts.hash, (row) => accountRow(scores, window, row)?.exactScore ?? 0);
  const rankUsers = (window: number) =>
    rankRows(users.hash, (row) => userExactScore(scores, window, row));
  return {
    accountRanking: memoize(rankAccounts),
    userRanking: memoize(rankUsers),
    /** Row orders made before, by what they are sorted by. */
    orders: new Map<string, readonly number[]>(),
    /** Returns the accounts that a user is a known member of. */
    accountsOf: (user: number): readonly number[] =>
      Array.from(listAt(byUser(), user), (member) => members.account[member] ?? -1),
    /** Returns the rows of an account's members. */
    membersOf: (account: number) => listAt(byAccount(), account),
  };
}

const derived = new WeakMap<DayScores, ReturnType<typeof derive>>();

/** Returns what follows from a snapshot; the snapshot never changes, so neither does this. */
export function derivedOf(scores: DayScores) {
  const known = derived.get(scores);
  if (known) return known;
  const made = derive(scores);
  derived.set(scores, made);
  return made;
}

/** Returns the id that clients posted; null for one that was erased. */
export function idOf(snapshot: SnapshotWindow, hash: IdHash | undefined): string | null {
  return (hash !== undefined && snapshot.directory.get(hash)?.id) || null;
}

/** Returns a day number as people write it; null for never. */
export function dayOrNull(number: number | null | undefined): string | null {
  return number ? dayFromNumber(number) : null;
}

/** Returns an account's traits on the day of the snapshot. */
export function accountTraits(snapshot: SnapshotWindow, hash: IdHash) {
  const profile = snapshot.accountProfiles.get(hash);
  return profile ? traitsOn(profile, snapshot.scores.asOf) : {};
}

export function segmentNames(scores: DayScores, segments: Iterable<number>): string[] {
  return Array.from(segments, (segment) => scores.segmentNames[segment] ?? '');
}

/** Returns the adoption of the day's key features, 0 to 1; null while no model is put. */
export function adoptionShare(scores: DayScores, used: number | undefined): number | null {
  return adoptionOf(used ?? 0, scores.keyFeatures);
}
