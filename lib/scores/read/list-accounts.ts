import type { Profile } from '../../events/profile.ts';
import type { IdHash } from '../../model/id-hash.ts';
import { listHas } from '../columns/list-column.ts';
import { numberAt } from '../columns/nullable-column.ts';
import { traitOn } from '../conditions/profiles.ts';
import type { DayScores } from '../snapshot/day-scores.ts';
import { accountRow } from '../snapshot/subject-rows.ts';
import { listRows, type RowPage, type RowQuery, type RowSorts, sortByColumn } from './list-rows.ts';
import { idOf, type SnapshotWindow } from './snapshot-window.ts';

type AccountNames = ReturnType<typeof buildNames>;

/** Profiles are read anew as a whole, so what was made of them goes with them. */
const known = new WeakMap<ReadonlyMap<IdHash, Profile>, WeakMap<DayScores, AccountNames>>();

/** What accounts are called on the day of a snapshot, with what is worked out from it. */
function buildNames(snapshot: SnapshotWindow) {
  const { scores, accountProfiles } = snapshot;
  const { hash } = scores.accounts;
  const names = hash.map((of) =>
    String(traitOn(accountProfiles.get(of), 'name', scores.asOf) ?? ''),
  );
  const texts = names.map((name, row) =>
    `${idOf(snapshot, hash[row]) ?? ''}\n${name}`.toLowerCase(),
  );
  /** Row orders by name made before. */
  const orders = new Map<string, readonly number[]>();
  return { names, texts, orders };
}

/** Worked out once for a snapshot and its profiles: 50,000 names anew for each page took 0.4 s. */
function accountNames(snapshot: SnapshotWindow) {
  const byScores = known.get(snapshot.accountProfiles) ?? new WeakMap<DayScores, AccountNames>();
  known.set(snapshot.accountProfiles, byScores);
  const made = byScores.get(snapshot.scores) ?? buildNames(snapshot);
  byScores.set(snapshot.scores, made);
  return made;
}

/** What accounts may be sorted by, by the name of the field in the answer. */
export const ACCOUNT_SORTS: RowSorts = {
  score: ({ scores, window }, row) => accountRow(scores, window, row)?.exactScore ?? 0,
  change: ({ scores, window }, row) => accountRow(scores, window, row)?.change ?? null,
  rawScore: sortByColumn('accounts', 'raw'),
  activeUsers: ({ scores, window }, row) => scores.accounts.windows[window]?.activeUsers[row] ?? 0,
  frequency: sortByColumn('accounts', 'activeDays'),
  adoption: sortByColumn('accounts', 'used'),
  activation: ({ scores }, row) => numberAt(scores.accounts.progress, row),
  knownUsers: ({ scores }, row) => scores.accounts.knownUsers[row] ?? 0,
  lastActiveDay: ({ scores }, row) => scores.accounts.lastActive[row] ?? 0,
  name: (snapshot, row) => accountNames(snapshot).names[row] ?? '',
};

const isByName = (sort: string | undefined): boolean => sort === 'name' || sort === '-name';

/** Returns whether a list needs the names of all accounts, not only of those on the page. */
export function needsNames({ sort, q }: Pick<RowQuery, 'sort' | 'q'>): boolean {
  return q !== undefined || isByName(sort);
}

function matches(snapshot: SnapshotWindow, query: RowQuery, row: number): boolean {
  const { accounts, segmentNames } = snapshot.scores;
  const { owner, segment, q } = query;
  if (owner !== undefined && accounts.owner[row] !== owner) return false;
  if (segment !== undefined && !listHas(accounts.segments, row, segmentNames.indexOf(segment))) {
    return false;
  }
  if (q === undefined) return true;
  return accountNames(snapshot).texts[row]?.includes(q.toLowerCase()) ?? false;
}

export function listAccounts(snapshot: SnapshotWindow, query: RowQuery): RowPage {
  return listRows(snapshot, query, {
    of: 'accounts',
    sorts: ACCOUNT_SORTS,
    isIn: (row) => matches(snapshot, query, row),
    // Names are no part of the snapshot, so an order by them does not last as long.
    ...(isByName(query.sort) && { orders: accountNames(snapshot).orders }),
  });
}
