import type { Delta } from '../../counts/delta/delta.ts';
import { type DeltaColumns, decodeDelta, encodeDelta } from '../../counts/delta/delta-columns.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import type { Item } from '../client/query-items.ts';
import { deltaKey } from '../keys.ts';
import { bytesToHex, hexToBytes, MAX_PACKED_BYTES, pack, packedBytes, unpack } from './pack.ts';

/** A delta chunk as one item: `b` packed columns, `h` 8 bytes for each id and fingerprint. */
export function toDeltaItem(chunk: Delta, index: number) {
  const { columns, hashes } = encodeDelta(chunk);
  const item = {
    ...deltaKey(chunk.day, chunk.hour, index),
    b: pack(columns),
    h: hexToBytes(hashes),
  };
  const bytes = packedBytes(item.b) + item.h.length;
  if (bytes > MAX_PACKED_BYTES) {
    const name = `${chunk.day}/${chunk.hour}/${index}`;
    throw new BarometerError(
      'invalid',
      `delta chunk ${name} has ${bytes} bytes packed, allowed are ${MAX_PACKED_BYTES}`,
    );
  }
  return item;
}

export function fromDeltaItem(identity: Pick<Delta, 'day' | 'hour'>, item: Item): Delta {
  // `decodeDelta` checks the version, which is all that tells whose columns these are.
  const columns = unpack(item['b']) as DeltaColumns;
  return decodeDelta(identity, { columns, hashes: bytesToHex(item['h']) });
}
