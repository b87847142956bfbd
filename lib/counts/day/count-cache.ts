import type { Day } from '../../model/day.ts';
import type { Hour } from '../../model/hour.ts';
import { SealLogCache } from '../delta/seal-log.ts';
import type { DayCounts } from './day-counts.ts';

/** Some 50 bytes each with the ids they name: 50 MB, a week of 100,000 users. */
const MAX_ROWS = 1_000_000;

interface CachedDay {
  readonly lastSeal: Hour;
  readonly parts: readonly DayCounts[];
  readonly rows: number;
}

/**
 * Days decoded before, good for as long as no newer seal touches them. Runs walk from the oldest
 * day to the newest, so the newest days that fit are kept: the oldest make room for them.
 */
export class CountCache {
  readonly seals = new SealLogCache();
  readonly #days = new Map<Day, CachedDay>();
  #rows = 0;

  get(day: Day, lastSeal: Hour): readonly DayCounts[] | undefined {
    const cached = this.#days.get(day);
    return cached?.lastSeal === lastSeal ? cached.parts : undefined;
  }

  set(day: Day, lastSeal: Hour, parts: readonly DayCounts[]): void {
    this.#drop(day);
    const rows = parts.reduce((sum, { count }) => sum + count.length, 0);
    for (const oldest of [...this.#days.keys()].sort()) {
      if (this.#rows + rows <= MAX_ROWS || oldest > day) break;
      this.#drop(oldest);
    }
    if (this.#rows + rows > MAX_ROWS) return;
    this.#days.set(day, { lastSeal, parts, rows });
    this.#rows += rows;
  }

  #drop(day: Day): void {
    this.#rows -= this.#days.get(day)?.rows ?? 0;
    this.#days.delete(day);
  }
}
