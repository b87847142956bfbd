import type { Columns } from '../counts/block-store.ts';
import { BarometerError } from '../model/barometer-error.ts';
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
const ACCOUNTS_PER_CHUNK = 700;

type Summary = Omit<DayScores, 'users' | 'members' | 'accounts'>;

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

function slices(rows: number, size: number): { from: number; to: number }[] {
  const parts: { from: number; to: number }[] = [];
  for (let from = 0; from < rows; from += size) parts.push({ from, to: from + size });
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

/** The chunks of a snapshot. The same scores give the same chunks, byte by byte. */
export function encodeSnapshot(scores: DayScores): Columns[] {
  const { users, members, accounts, ...summary } = scores;
  const chunks: Chunk[] = [
    { v: 1, part: 'summary', columns: summary },
    ...slices(users.hash.length, USERS_PER_CHUNK).map(({ from, to }): Chunk => {
      return { v: 1, part: 'users', columns: sliceUsers(users, from, to) };
    }),
    ...slices(members.user.length, MEMBERS_PER_CHUNK).map(({ from, to }): Chunk => {
      return { v: 1, part: 'members', columns: sliceMembers(members, from, to) };
    }),
    ...slices(accounts.hash.length, ACCOUNTS_PER_CHUNK).map(({ from, to }): Chunk => {
      return { v: 1, part: 'accounts', columns: sliceAccounts(accounts, from, to) };
    }),
  ];
  return chunks.map((chunk) => ({ ...chunk }));
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

const noUsers: UserColumns = {
  hash: [],
  first: [],
  lastActive: [],
  everUsed: [],
  progress: [],
  activatedAt: [],
  segments: [],
  windows: [],
};
const noAccounts: AccountColumns = {
  hash: [],
  created: [],
  first: [],
  lastActive: [],
  everUsed: [],
  knownUsers: [],
  lifecycle: [],
  owner: [],
  progress: [],
  activatedAt: [],
  steps: [],
  segments: [],
  windows: [],
};
const noMembers: MemberColumns = { user: [], account: [], lastActive: [], raw: [] };

function joinUsers(parts: readonly UserColumns[]): UserColumns {
  const [first] = parts;
  if (!first) return noUsers;
  const windows = first.windows.map((_, at) => joinRows(parts.flatMap((p) => p.windows[at] ?? [])));
  return { ...joinRows(parts.map(({ windows: _, ...columns }) => columns)), windows };
}

function joinAccounts(parts: readonly AccountColumns[]): AccountColumns {
  const [first] = parts;
  if (!first) return noAccounts;
  const windows = first.windows.map((_, at) => joinRows(parts.flatMap((p) => p.windows[at] ?? [])));
  return { ...joinRows(parts.map(({ windows: _, ...columns }) => columns)), windows };
}

function joinMembers(parts: readonly MemberColumns[]): MemberColumns {
  const [first] = parts;
  if (!first) return noMembers;
  const raw = first.raw.map((_, at) => parts.flatMap((part) => part.raw[at] ?? []));
  return { ...joinRows(parts.map(({ raw: _, ...columns }) => columns)), raw };
}

/** @throws BarometerError `unreadable` for a version this release does not know */
export function decodeSnapshot(stored: readonly Columns[]): DayScores {
  const chunks = stored.filter(isChunk);
  const summary = chunks.find((chunk) => chunk.part === 'summary');
  if (!summary || chunks.length !== stored.length) {
    throw new BarometerError('unreadable', 'snapshot: unknown version');
  }
  return {
    ...summary.columns,
    users: joinUsers(chunks.flatMap((c) => (c.part === 'users' ? [c.columns] : []))),
    members: joinMembers(chunks.flatMap((c) => (c.part === 'members' ? [c.columns] : []))),
    accounts: joinAccounts(chunks.flatMap((c) => (c.part === 'accounts' ? [c.columns] : []))),
  };
}
