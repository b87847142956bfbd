import { BarometerError } from '../../model/barometer-error.ts';
import { growInts } from './grow-column.ts';

/**
 * Gives each different pair of 32-bit numbers a number, in order of first sight: a hash table with
 * open addressing. A million pairs take 20 bytes each, and a look-up takes a third of the time it
 * takes a `Map` keyed by one number made of both.
 */
export interface PairIndex {
  length: number;
  /** By the number of the pair; longer than there are pairs. */
  left: Int32Array;
  right: Int32Array;
  /** The number of a pair + 1, at the slot of its hash or after it; 0 for free. At most half full. */
  slots: Int32Array;
}

/** A power of two, as every later number of slots is. */
const INITIAL_SLOTS = 1_024;

export function createPairIndex(): PairIndex {
  const [left, right] = [new Int32Array(0), new Int32Array(0)];
  return { length: 0, left, right, slots: new Int32Array(INITIAL_SLOTS) };
}

/** The slot that holds a pair, or the free one where it would stand. */
function slotOf({ left, right, slots }: PairIndex, a: number, b: number): number {
  if (slots.length === 0) {
    throw new BarometerError('invalid', 'looked up after its slots were released');
  }
  const mask = slots.length - 1;
  const mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
  let slot = (mixed ^ (mixed >>> 15)) & mask;
  for (;;) {
    const held = (slots[slot] ?? 0) - 1;
    if (held < 0 || (left[held] === a && right[held] === b)) return slot;
    slot = (slot + 1) & mask;
  }
}

function growSlots(index: PairIndex): void {
  index.slots = new Int32Array(2 * index.slots.length);
  for (let pair = 0; pair < index.length; pair++) {
    index.slots[slotOf(index, index.left[pair] ?? 0, index.right[pair] ?? 0)] = pair + 1;
  }
}

/** Returns the number of a pair of signed numbers; a new one for a new pair. */
export function internPair(index: PairIndex, a: number, b: number): number {
  const slot = slotOf(index, a, b);
  const known = index.slots[slot] ?? 0;
  if (known > 0) return known - 1;
  const number = index.length++;
  index.left = growInts(index.left, index.length);
  index.right = growInts(index.right, index.length);
  index.left[number] = a;
  index.right[number] = b;
  index.slots[slot] = index.length;
  if (2 * index.length > index.slots.length) growSlots(index);
  return number;
}

/** Returns the number of a pair; undefined for one that was never added. */
export function findPair(index: PairIndex, a: number, b: number): number | undefined {
  const held = index.slots[slotOf(index, a, b)] ?? 0;
  return held > 0 ? held - 1 : undefined;
}

/** Frees the memory of look-ups: numbers stay, a look-up throws BarometerError `invalid`. */
export function releaseSlots(index: PairIndex): void {
  index.slots = new Int32Array(0);
}
