import type { Columns } from '../counts/block-store.ts';
import { BarometerError } from '../model/barometer-error.ts';
import type { IdHash } from '../model/id-hash.ts';
import type {
  AccountColumns,
  AccountWindowColumns,
  DayScores,
  MemberColumns,
  UserColumns,
  UserWindowColumns,
} from './day-scores.ts';

/** Rows in a chunk, so that it stays near 300 KB packed with three windows. */
const USERS_PER_CHUNK = 5_000;
const MEMBERS_PER_CHUNK = 20_000;
const ACCOUNTS_PER_CHUNK = 500;

/** The first row of each chunk by hash, so that one row can be read without the others. */
interface ChunkStarts {
  readonly users: readonly IdHash[];
  readonly accounts: readonly IdHash[];
}

interface Summary extends Omit<DayScores, 'users' | 'members' | 'accounts'> {
  readonly starts: ChunkStarts;
}

/** Version 1: one `summary`, then users, members and accounts, each cut by rows. */
type Chunk =
  | { readonly v: 1; readonly part: 'summary'; readonly columns: Summary }
  | { readonly v: 1; readonly part: 'users'; readonly columns: UserColumns }
  | { readonly v: 1; readonly part: 'members'; readonly columns: MemberColumns }
  | { readonly v: 1; readonly part: 'accounts'; readonly columns: AccountColumns };

type Rows<Group> = { readonly [Name in keyof Group]: readonly unknown[] };

function sliceRows<Group extends Rows<Group>>(group: Group, from: number, to: number): Group {
  const sliced = Object.entries<readonly unknown[]>(group).map(([name, column]) => [
    name,
    column.slice(from, to),
  ]);
  return Object.fromEntries(sliced);
}

/** At least one slice, so that an empty table keeps its columns. */
function slices(rows: number, size: number): { from: number; to: number }[] {
  const parts = [{ from: 0, to: size }];
  for (let from = size; from < rows; from += size) parts.push({ from, to: from + size });
  return parts;
}

function sliceUsers(users: UserColumns, from: number, to: number): UserColumns {
  const { windows, ...columns } = users;
  return {
    ...sliceRows(columns, from, to),
    windows: windows.map((window) => sliceRows<UserWindowColumns>(window, from, to)),
  };
}

function sliceMembers(members: MemberColumns, from: number, to: number): MemberColumns {
  const { raw, ...columns } = members;
  return { ...sliceRows(columns, from, to), raw: raw.map((column) => column.slice(from, to)) };
}

function sliceAccounts(accounts: AccountColumns, from: number, to: number): AccountColumns {
  const { windows, ...columns } = accounts;
  return {
    ...sliceRows(columns, from, to),
    windows: windows.map((window) => sliceRows<AccountWindowColumns>(window, from, to)),
  };
}

function startsOf({ users, accounts }: DayScores): ChunkStarts {
  return {
    users: users.hash.filter((_, at) => at % USERS_PER_CHUNK === 0),
    accounts: accounts.hash.filter((_, at) => at % ACCOUNTS_PER_CHUNK === 0),
  };
}

function* chunksOf(scores: DayScores): Generator<Chunk> {
  const { users, members, accounts, ...summary } = scores;
  yield { v: 1, part: 'summary', columns: { ...summary, starts: startsOf(scores) } };
  for (const { from, to } of slices(users.hash.length, USERS_PER_CHUNK)) {
    yield { v: 1, part: 'users', columns: sliceUsers(users, from, to) };
  }
  for (const { from, to } of slices(members.user.length, MEMBERS_PER_CHUNK)) {
    yield { v: 1, part: 'members', columns: sliceMembers(members, from, to) };
  }
  for (const { from, to } of slices(accounts.hash.length, ACCOUNTS_PER_CHUNK)) {
    yield { v: 1, part: 'accounts', columns: sliceAccounts(accounts, from, to) };
  }
}

/**
 * The chunks of a snapshot, cut one by one: a copy of all columns need not fit in memory. The same
 * scores give the same chunks, byte by byte.
 */
export function* snapshotChunks(scores: DayScores): Generator<Columns> {
  for (const chunk of chunksOf(scores)) yield { ...chunk };
}

function isChunk(chunk: Columns): chunk is Columns & Chunk {
  return chunk['v'] === 1;
}

function joinRows<Group extends Rows<Group>>(groups: readonly Group[]): Group {
  const names = Object.keys(groups[0] ?? {});
  const columns = groups.map((group) => new Map(Object.entries<readonly unknown[]>(group)));
  const joined = names.map((name) => [name, columns.flatMap((group) => group.get(name) ?? [])]);
  return Object.fromEntries(joined);
}

function joinWindows<Group extends Rows<Group>>(
  parts: readonly { readonly windows: readonly Group[] }[],
): Group[] {
  const count = parts[0]?.windows.length ?? 0;
  return Array.from({ length: count }, (_, at) =>
    joinRows(parts.flatMap((part) => part.windows[at] ?? [])),
  );
}

function joinUsers(parts: readonly UserColumns[]): UserColumns {
  // Snapshots from before there were these columns lack them.
  const columns = parts.map(({ windows: _, steps = [], created = [], ...rest }) => {
    return { ...rest, steps, created };
  });
  return { ...joinRows(columns), windows: joinWindows(parts) };
}

function joinAccounts(parts: readonly AccountColumns[]): AccountColumns {
  const columns = parts.map(({ windows: _, ...rest }) => rest);
  return { ...joinRows(columns), windows: joinWindows(parts) };
}

function joinMembers(parts: readonly MemberColumns[]): MemberColumns {
  const columns = parts.map(({ raw: _, ...rest }) => rest);
  const count = parts[0]?.raw.length ?? 0;
  const raw = Array.from({ length: count }, (_, at) => parts.flatMap((part) => part.raw[at] ?? []));
  return { ...joinRows(columns), raw };
}

/** Where a snapshot's summary stands, and that of a row of users or accounts. */
export const SUMMARY_CHUNK = 0;

/** The chunk that has a hash if any has; undefined when no chunk begins that early. */
export function chunkOf(summary: Columns, of: 'user' | 'account', hash: IdHash, chunks: number) {
  if (!isChunk(summary) || summary.part !== 'summary') return undefined;
  const { users, accounts } = summary.columns.starts;
  const starts = of === 'user' ? users : accounts;
  const within = starts.findLastIndex((start) => start <= hash);
  if (within < 0) return undefined;
  // Users stand first, accounts last; an empty table has one chunk all the same.
  return of === 'user' ? 1 + within : chunks - starts.length + within;
}

/** @throws BarometerError `unreadable` for a version this release does not know */
export function decodeSnapshot(stored: readonly Columns[]): DayScores {
  const chunks = stored.filter(isChunk);
  const summary = chunks.find((chunk) => chunk.part === 'summary');
  if (!summary || chunks.length !== stored.length) {
    throw new BarometerError('unreadable', 'snapshot: unknown version');
  }
  const { starts: _, firstDay = 0, ...columns } = summary.columns;
  return {
    ...columns,
    firstDay,
    users: joinUsers(chunks.flatMap((c) => (c.part === 'users' ? [c.columns] : []))),
    members: joinMembers(chunks.flatMap((c) => (c.part === 'members' ? [c.columns] : []))),
    accounts: joinAccounts(chunks.flatMap((c) => (c.part === 'accounts' ? [c.columns] : []))),
  };
}
