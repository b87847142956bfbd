import { BarometerError } from '../../model/barometer-error.ts';

/** A hash table with open addressing that gives its items numbers. */
export interface SlotTable {
  /** The number of an item + 1, at the slot of its hash or after it; 0 for free. At most half full. */
  slots: Int32Array;
}

/** A power of two, as every later number of slots is. */
export const INITIAL_SLOTS = 1_024;

/**
 * Takes the bits of a hash that say where an item stands.
 *
 * @throws BarometerError `invalid` once the slots were released
 */
export function slotMask({ slots }: SlotTable): number {
  if (slots.length === 0)
    throw new BarometerError('invalid', 'looked up after its slots were released');
  return slots.length - 1;
}

/** Frees the memory of look-ups. The items keep their numbers, but none is found any more. */
export function releaseSlots(table: SlotTable): void {
  table.slots = new Int32Array(0);
}
