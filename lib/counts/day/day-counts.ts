import type { Day } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import { createInternTable } from '../block/intern-table.ts';

/** How often each user did each event in each account on one day, in columns of equal length. */
export interface DayCounts {
  readonly day: Day;
  /** Ids that the rows point to; `NO_ID` stands for none. */
  readonly users: readonly IdHash[];
  readonly accounts: readonly IdHash[];
  readonly events: readonly string[];
  /** Row columns in cell order: indices into the lists above, and the count. */
  readonly user: Int32Array;
  readonly account: Int32Array;
  readonly event: Int32Array;
  readonly count: Float64Array;
}

export interface CountCell {
  readonly user: IdHash;
  readonly account: IdHash;
  readonly event: string;
  readonly count: number;
}

/** Columns from cells that are in cell order, each key once. */
export function dayCountsOf(day: Day, cells: readonly CountCell[]): DayCounts {
  const [users, accounts, events] = [createInternTable(), createInternTable(), createInternTable()];
  const n = cells.length;
  const user = new Int32Array(n);
  const account = new Int32Array(n);
  const event = new Int32Array(n);
  const count = new Float64Array(n);
  cells.forEach((cell, row) => {
    user[row] = users.indexOf(cell.user);
    account[row] = accounts.indexOf(cell.account);
    event[row] = events.indexOf(cell.event);
    count[row] = cell.count;
  });
  return {
    day,
    users: users.texts,
    accounts: accounts.texts,
    events: events.texts,
    user,
    account,
    event,
    count,
  };
}

/** The rows one by one; loops over many rows read the columns. */
export function* eachCell(counts: DayCounts): Generator<CountCell> {
  for (let row = 0; row < counts.count.length; row++) {
    yield {
      user: counts.users[counts.user[row] ?? 0] ?? '',
      account: counts.accounts[counts.account[row] ?? 0] ?? '',
      event: counts.events[counts.event[row] ?? 0] ?? '',
      count: counts.count[row] ?? 0,
    };
  }
}

/** All rows at once, for small sets and tests. */
export function allCells(counts: DayCounts): CountCell[] {
  return [...eachCell(counts)];
}
