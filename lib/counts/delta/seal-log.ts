import { addDays, type Day } from '../../model/day.ts';
import { type Hour, nextHour } from '../../model/hour.ts';
import type { SealMarker, SealStore } from './seal-store.ts';

const noHours: ReadonlyMap<Hour, number> = new Map();

/** What the seal markers say of each day: which hours touched it, in how many chunks. */
export type SealLog = ReturnType<typeof sealLogOf>;

/** Returns which receipt hours touched which days, by the markers of sealed hours. */
export function sealLogOf(markers: readonly SealMarker[]) {
  const days = new Map<Day, Map<Hour, number>>();
  for (const marker of markers) {
    for (const { day, chunks } of marker.days) {
      const hours = days.get(day) ?? new Map<Hour, number>();
      days.set(day, hours.set(marker.hour, chunks));
    }
  }
  const lastTouching = (day: Day): Hour => [...(days.get(day)?.keys() ?? [])].pop() ?? '';
  return {
    /** Receipt hours that touched a day, in order, with their chunks. */
    touching: (day: Day) => days.get(day) ?? noHours,
    /** The last receipt hour that touched a day; empty text when none did. */
    lastTouching,
    /** Whether an hour from `since` on touched a day of that span. */
    touchedSince: (since: Hour, from: Day, to: Day) =>
      [...days.keys()].some((day) => day >= from && day <= to && lastTouching(day) >= since),
    /** The first day any event counted on; undefined before the first seal. */
    firstDay: () => [...days.keys()].sort().at(0),
  };
}

/** Markers are never rewritten, so a process reads each one once. */
export class SealLogCache {
  #from: Hour | undefined;
  #markers: SealMarker[] = [];

  /**
   * The log of all hours from a day before `from`: events may be stamped 24 hours ahead.
   *
   * @param until hours from this one on are left out. @default all are in it
   */
  async read(seals: SealStore, from: Day, until?: Hour): Promise<SealLog> {
    const first = `${addDays(from, -2)}T00`;
    if (this.#from === undefined || first < this.#from) {
      this.#from = first;
      this.#markers = [];
    }
    // A reader of an earlier day may begin anew meanwhile; this one goes on with what it has.
    const [markers, begin] = [this.#markers, this.#from];
    const last = markers.at(-1);
    const read = await seals.markersFrom(last ? nextHour(last.hour) : begin);
    markers.push(...read.filter(({ hour }) => hour > (markers.at(-1)?.hour ?? '')));
    return sealLogOf(until === undefined ? markers : markers.filter(({ hour }) => hour < until));
  }
}
