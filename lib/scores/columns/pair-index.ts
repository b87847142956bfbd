import { growInts } from './grow-column.ts';
import { INITIAL_SLOTS, type SlotTable, slotMask } from './hash-slots.ts';

/**
 * Gives each different pair of numbers a number, in order of first sight: a hash table with open
 * addressing. A million pairs take 20 bytes each, and a look-up takes a third of the time it takes
 * a `Map` keyed by one number made of both.
 */
export interface PairIndex extends SlotTable {
  length: number;
  /** By the number of the pair; longer than there are pairs. */
  left: Int32Array;
  right: Int32Array;
}

export function createPairIndex(): PairIndex {
  return {
    length: 0,
    left: new Int32Array(0),
    right: new Int32Array(0),
    slots: new Int32Array(INITIAL_SLOTS),
  };
}

/** The slot that holds a pair, or the free one where it would stand. */
function slotOf(index: PairIndex, a: number, b: number): number {
  const { left, right, slots } = index;
  const mask = slotMask(index);
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

/** Returns the number of a pair of whole numbers from 0; a new one for a new pair. */
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
