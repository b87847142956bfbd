import { type IdHash, uint32At } from '../../model/id-hash.ts';
import { findPair, internPair, type PairIndex } from './pair-index.ts';

/** Returns the number of an id, which an index keeps as the pair of its halves; a new one for a new id. */
export function internId(index: PairIndex, hash: IdHash): number {
  return internPair(index, uint32At(hash, 0) | 0, uint32At(hash, 8) | 0);
}

/** Returns the number of an id; undefined for an unknown one. */
export function findId(index: PairIndex, hash: IdHash): number | undefined {
  return findPair(index, uint32At(hash, 0) | 0, uint32At(hash, 8) | 0);
}

const halfAt = (halves: Int32Array, number: number): number => (halves[number] ?? 0) >>> 0;

/** Returns the id of a number. One flat text: a sum of two halves would keep both as well. */
export function idAt({ left, right }: PairIndex, number: number): IdHash {
  const bits = (BigInt(halfAt(left, number)) << 32n) | BigInt(halfAt(right, number));
  return bits.toString(16).padStart(16, '0');
}

/** Returns below 0 where the first of two numbers stands for the lesser hash. */
export function compareIds({ left, right }: PairIndex, a: number, b: number): number {
  return halfAt(left, a) - halfAt(left, b) || halfAt(right, a) - halfAt(right, b);
}
