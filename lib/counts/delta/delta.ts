import type { Day } from '../../model/day.ts';
import type { Hour } from '../../model/hour.ts';
import { NO_ID, shardOf } from '../../model/id-hash.ts';
import type { CellKey } from '../block/cell-columns.ts';

/** The events of one name that one user did in one account, by their fingerprints. */
export interface DeltaCell extends CellKey {
  /** False: without timestamps, so copies are looked for on the day before, too. */
  readonly dated: boolean;
  /** 16 hex digits each, in a row; sorted, no two the same. */
  readonly fingerprints: string;
  /** The latest of them, in milliseconds of the day. @default not known */
  readonly last?: number;
}

/** A cell set by a daily summary. One source sets a cell; what several sources set adds up. */
export interface SetCell extends CellKey {
  readonly source: string;
  readonly count: number;
  /** -1 where the client gave none. */
  readonly version: number;
  /** (receipt millisecond, request id, index) as sortable text: of equal versions the last wins. */
  readonly order: string;
}

/** What one receipt hour brought for one day: a pure function of the hour's batches. */
export interface Delta {
  readonly day: Day;
  readonly hour: Hour;
  /** In cell order. */
  readonly cells: readonly DeltaCell[];
  readonly sets: readonly SetCell[];
}

/** The shard a cell is kept in: its user's, or its account's when it has no user. */
export function shardOfCell(cell: CellKey): number {
  return shardOf(cell.user === NO_ID ? cell.account : cell.user);
}

/** An unambiguous text for (user, account, event): hashes have a fixed length or are empty. */
export function cellKey(cell: CellKey): string {
  return `${cell.user}/${cell.account}/${cell.event}`;
}

function inTextOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * By shard, then user, account and event, in plain string order; in a shard cells without a user
 * come first. The shard is the beginning of a hash, so hashes in order are in its order, too.
 */
export function inCellOrder(a: CellKey, b: CellKey): number {
  const mixed = (a.user === NO_ID) !== (b.user === NO_ID);
  const shards = mixed ? shardOfCell(a) - shardOfCell(b) : 0;
  return (
    shards ||
    inTextOrder(a.user, b.user) ||
    inTextOrder(a.account, b.account) ||
    inTextOrder(a.event, b.event)
  );
}
