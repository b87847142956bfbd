import type { Day } from '../../model/day.ts';
import type { Hour } from '../../model/hour.ts';
import type { Delta } from './delta.ts';

/** Says that an hour is folded: which days it touched, in how many chunks each. */
export interface SealMarker {
  readonly hour: Hour;
  readonly events: number;
  readonly days: readonly { readonly day: Day; readonly chunks: number }[];
}

/** Port: sealed hours. Chunks go first; a chunk that no marker names does not exist. */
export interface SealStore {
  putChunk(chunk: Delta, index: number): Promise<void>;
  /** One put; a second marker of the same hour changes nothing. */
  putMarker(marker: SealMarker): Promise<void>;
  /** Markers of that hour and later ones, by hour. */
  markersFrom(hour: Hour): Promise<readonly SealMarker[]>;
  /**
   * Chunks of a day and hour in order, up to `end`, which is not included; throws `unreadable` when
   * one is missing.
   * @param from the first of them. @default 0
   */
  readChunks(day: Day, hour: Hour, end: number, from?: number): Promise<readonly Delta[]>;
  /** Every hour up to this one is sealed or was empty; undefined before the first. */
  sealedThrough(): Promise<Hour | undefined>;
  /** Never moves back. */
  advanceSealedThrough(hour: Hour): Promise<void>;
}
