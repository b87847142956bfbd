import { BarometerError } from '../../model/barometer-error.ts';
import { NO_ID } from '../../model/id-hash.ts';
import { createCellTables, decodeIds, encodeIds, HASH_LENGTH } from '../block/cell-columns.ts';
import { createInternTable, textAt } from '../block/intern-table.ts';
import { decodeRunLengths, encodeRunLengths } from '../block/run-lengths.ts';
import type { Delta, DeltaCell, SetCell } from './delta.ts';

/** What the key of a stored delta chunk says; the columns hold the rest. */
export type DeltaIdentity = Pick<Delta, 'day' | 'hour'>;

/** Ids of a table: how many are among the hashes, and the index of `NO_ID` (-1: nowhere). */
interface IdTable {
  readonly count: number;
  readonly none: number;
}

/** Source, user, account, event: indexes into the tables; then count, version, order. */
type SetRow = readonly [number, number, number, number, number, number, string];

export interface DeltaColumns {
  readonly v: 1;
  readonly users: IdTable;
  readonly accounts: IdTable;
  readonly events: readonly string[];
  /** Per cell: index of the user as difference to the cell before, 0 or 1 but for exceptions. */
  readonly user: readonly number[];
  readonly account: readonly number[];
  readonly event: readonly number[];
  /** Per cell: how many fingerprints. */
  readonly size: readonly number[];
  /** Per cell: the latest of its events, in milliseconds of the day. Left out: none is known. */
  readonly last?: readonly number[];
  /** Cells without timestamps, as run lengths. Left out: none. */
  readonly undated?: readonly number[];
  readonly sources?: readonly string[];
  readonly sets?: readonly SetRow[];
}

/** A delta as it is stored: columns, and users, accounts and fingerprints as hex in a row. */
export interface StoredDelta {
  readonly columns: DeltaColumns;
  readonly hashes: string;
}

/** A pure function of the delta; cells and sets keep their order. */
export function encodeDelta(delta: Delta): StoredDelta {
  const { cells } = delta;
  const tables = createCellTables();
  const userIndexes = cells.map((cell) => tables.users.indexOf(cell.user));
  const perCell = {
    user: userIndexes.map((index, cell) => index - (userIndexes[cell - 1] ?? 0)),
    account: cells.map((cell) => tables.accounts.indexOf(cell.account)),
    event: cells.map((cell) => tables.events.indexOf(cell.event)),
    size: cells.map((cell) => cell.fingerprints.length / HASH_LENGTH),
  };
  const isTimed = cells.some(({ last = 0 }) => last > 0);
  const undated = cells.flatMap((cell, index) => (cell.dated ? [] : [index]));
  const sets = encodeSets(delta.sets, tables);
  const [users, accounts] = [encodeIds(tables.users.texts), encodeIds(tables.accounts.texts)];
  return {
    columns: {
      v: 1,
      users: { count: users.hashes.length / HASH_LENGTH, none: users.none },
      accounts: { count: accounts.hashes.length / HASH_LENGTH, none: accounts.none },
      events: tables.events.texts,
      ...perCell,
      ...(isTimed && { last: cells.map(({ last = 0 }) => last) }),
      ...(undated.length > 0 && { undated: encodeRunLengths(undated) }),
      ...sets,
    },
    hashes: [users.hashes, accounts.hashes, ...cells.map((cell) => cell.fingerprints)].join(''),
  };
}

function encodeSets(sets: readonly SetCell[], tables: ReturnType<typeof createCellTables>) {
  if (sets.length === 0) return {};
  const sources = createInternTable();
  const rows = sets.map(
    (set) =>
      [
        sources.indexOf(set.source),
        tables.users.indexOf(set.user),
        tables.accounts.indexOf(set.account),
        tables.events.indexOf(set.event),
        set.count,
        set.version,
        set.order,
      ] as const,
  );
  return { sources: sources.texts, sets: rows };
}

type DecodedTables = ReturnType<typeof decodeTables>;

/** Ids of a stored delta by their indexes, and where its fingerprints begin behind their hashes. */
function decodeTables({ columns, hashes }: StoredDelta) {
  const usersEnd = columns.users.count * HASH_LENGTH;
  const accountsEnd = usersEnd + columns.accounts.count * HASH_LENGTH;
  const users = { hashes: hashes.slice(0, usersEnd), none: columns.users.none };
  const accounts = { hashes: hashes.slice(usersEnd, accountsEnd), none: columns.accounts.none };
  return { users: decodeIds(users), accounts: decodeIds(accounts), fingerprintsStart: accountsEnd };
}

/** Throws `unreadable` for columns that this release did not write. */
export function decodeDelta(identity: DeltaIdentity, stored: StoredDelta): Delta {
  const { columns } = stored;
  if (columns.v !== 1) {
    throw new BarometerError('unreadable', `delta columns of version ${columns.v}, known is 1`);
  }
  const tables = decodeTables(stored);
  return {
    ...identity,
    cells: decodeCells(stored, tables),
    sets: (columns.sets ?? []).map((row) => decodeSet(row, columns, tables)),
  };
}

function decodeCells(
  { columns, hashes }: StoredDelta,
  { users, accounts, fingerprintsStart }: DecodedTables,
): DeltaCell[] {
  const undated = new Set(decodeRunLengths(columns.undated ?? []));
  let user = 0;
  let offset = fingerprintsStart;
  return columns.size.map((size, cell) => {
    user += columns.user[cell] ?? 0;
    const fingerprints = hashes.slice(offset, offset + size * HASH_LENGTH);
    offset += size * HASH_LENGTH;
    const last = columns.last?.[cell] ?? 0;
    return {
      user: users[user] ?? NO_ID,
      account: accounts[columns.account[cell] ?? -1] ?? NO_ID,
      event: textAt(columns.events, columns.event[cell] ?? -1),
      dated: !undated.has(cell),
      fingerprints,
      ...(last > 0 && { last }),
    };
  });
}

function decodeSet(row: SetRow, columns: DeltaColumns, { users, accounts }: DecodedTables) {
  const [source, user, account, event, count, version, order] = row;
  return {
    source: textAt(columns.sources, source),
    user: users[user] ?? NO_ID,
    account: accounts[account] ?? NO_ID,
    event: textAt(columns.events, event),
    count,
    version,
    order,
  };
}
