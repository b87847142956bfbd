import type { Hour } from '../../model/hour.ts';
import type { CounterBatch } from './counter-batch.ts';

/** Port: counter batches, append only. Reads are consistent: a put that answered is seen. */
export interface BatchStore {
  /** One put a part; a batch over 390 KB is split first. Resolves when every part is stored. */
  put(batch: CounterBatch): Promise<void>;
  /**
   * Writes a part over the one of the same receipt, request and part, for erasure. Returns false,
   * and writes nothing, when there is none any more.
   */
  replace(batch: CounterBatch): Promise<boolean>;
  /** Everything received in an hour, expired or not, in receipt order. */
  readHour(hour: Hour): Promise<readonly CounterBatch[]>;
  /** Those of some hours in which anything was received, in their order. */
  busyHours(hours: readonly Hour[]): Promise<readonly Hour[]>;
  /** Everything received from an instant on, up to and including another, in receipt order. */
  readBetween(from: number, to: number): Promise<readonly CounterBatch[]>;
  /** The newest batches received up to `now`, newest first; looks back at most a day. */
  latest(now: number, limit: number): Promise<readonly CounterBatch[]>;
}
