import type { Cache, CreateCache } from '../../model/cache.ts';
import type { Day } from '../../model/day.ts';
import type { Hour } from '../../model/hour.ts';
import { SealLogCache } from '../delta/seal-log.ts';
import { countRows, type DayCounts } from './day-counts.ts';

/** Some 50 bytes each with the ids they name: 50 MB, a week of 100,000 users. */
const MAX_ROWS = 1_000_000;

interface CachedDay {
  readonly lastSeal: Hour;
  readonly parts: readonly DayCounts[];
}

/**
 * Days decoded before, good for as long as no newer seal touches them. Runs walk from the oldest
 * day to the newest, so the newest days that fit are kept: the oldest make room for them.
 */
export class CountCache {
  readonly seals = new SealLogCache();
  readonly #days: Cache<CachedDay>;

  constructor(createCache: CreateCache) {
    this.#days = createCache({ maxSize: MAX_ROWS, sizeOf: ({ parts }) => countRows(parts) });
  }

  get(day: Day, lastSeal: Hour): readonly DayCounts[] | undefined {
    const cached = this.#days.get(day);
    return cached?.lastSeal === lastSeal ? cached.parts : undefined;
  }

  set(day: Day, lastSeal: Hour, parts: readonly DayCounts[]): void {
    this.#days.delete(day);
    const hasRoom = () => this.#days.size() + countRows(parts) <= MAX_ROWS;
    for (const oldest of this.#days.keys().toSorted()) {
      if (hasRoom() || oldest > day) break;
      this.#days.delete(oldest);
    }
    if (hasRoom()) this.#days.set(day, { lastSeal, parts });
  }
}
