import type { Profile } from '../../events/profile.ts';
import type { IdHash } from '../../model/id-hash.ts';
import { traitOn } from '../conditions/profiles.ts';
import type { DayScores } from '../snapshot/day-scores.ts';
import { idOf, type SnapshotWindow } from './snapshot-window.ts';

/** What accounts are called on the day of a snapshot, with what is worked out from it. */
export interface AccountNames {
  /** By account; empty for one without a name. */
  readonly names: readonly string[];
  /** Id and name in lower case, a line each, for searching. */
  readonly texts: readonly string[];
  /** Row orders by name made before. */
  readonly orders: Map<string, readonly number[]>;
}

/** Profiles are read anew as a whole, so what was made of them goes with them. */
const known = new WeakMap<ReadonlyMap<IdHash, Profile>, WeakMap<DayScores, AccountNames>>();

function buildNames(snapshot: SnapshotWindow): AccountNames {
  const { scores, accountProfiles } = snapshot;
  const { hash } = scores.accounts;
  const names = hash.map((of) =>
    String(traitOn(accountProfiles.get(of), 'name', scores.asOf) ?? ''),
  );
  const texts = names.map((name, row) =>
    `${idOf(snapshot, hash[row]) ?? ''}\n${name}`.toLowerCase(),
  );
  return { names, texts, orders: new Map() };
}

/** Worked out once for a snapshot and its profiles: 50,000 names anew for each page took 0.4 s. */
export function accountNames(snapshot: SnapshotWindow): AccountNames {
  const byScores = known.get(snapshot.accountProfiles) ?? new WeakMap<DayScores, AccountNames>();
  known.set(snapshot.accountProfiles, byScores);
  const made = byScores.get(snapshot.scores) ?? buildNames(snapshot);
  byScores.set(snapshot.scores, made);
  return made;
}
