import { BarometerError } from '../../model/barometer-error.ts';
import type { Day } from '../../model/day.ts';
import type { Columns } from '../block/block-store.ts';
import { decodeIds, encodeIds, type IdColumn } from '../block/id-column.ts';
import type { DayCounts } from './day-counts.ts';

/** Version 1 of a chunk; a release reads its own version and the one before. */
interface CountChunk {
  readonly v: 1;
  readonly users: IdColumn;
  readonly accounts: IdColumn;
  readonly events: readonly string[];
  readonly user: readonly number[];
  readonly account: readonly number[];
  readonly event: readonly number[];
  readonly count: readonly number[];
}

/** A part of a day as one chunk of its count block. */
export function encodeCounts(counts: DayCounts): Columns {
  return {
    v: 1,
    users: encodeIds(counts.users),
    accounts: encodeIds(counts.accounts),
    events: counts.events,
    user: [...counts.user],
    account: [...counts.account],
    event: [...counts.event],
    count: [...counts.count],
  } satisfies CountChunk;
}

function isChunk(chunk: Columns): chunk is Columns & CountChunk {
  return chunk['v'] === 1;
}

/** @throws BarometerError `unreadable` for a version this release does not know */
export function decodeCounts(day: Day, chunk: Columns): DayCounts {
  if (!isChunk(chunk)) {
    throw new BarometerError('unreadable', `count block of ${day}: unknown version ${chunk['v']}`);
  }
  return {
    day,
    users: decodeIds(chunk.users),
    accounts: decodeIds(chunk.accounts),
    events: chunk.events,
    user: Int32Array.from(chunk.user),
    account: Int32Array.from(chunk.account),
    event: Int32Array.from(chunk.event),
    count: Float64Array.from(chunk.count),
  };
}
