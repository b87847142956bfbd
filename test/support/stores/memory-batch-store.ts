import type { BatchStore } from '../../../lib/counts/batch/batch-store.ts';
import { type CounterBatch, inReceiptOrder } from '../../../lib/counts/batch/counter-batch.ts';
import type { Hour } from '../../../lib/model/hour.ts';
import { frozenCopyOf } from './copy-of.ts';

const DAY_MS = 86_400_000;

/** Twin of the counter batches in DynamoDB, without their limit of size. */
export class MemoryBatchStore implements BatchStore {
  readonly #batches = new Map<string, CounterBatch>();

  async put(batch: CounterBatch): Promise<void> {
    const key = JSON.stringify([batch.receivedAt, batch.requestId, batch.part]);
    this.#batches.set(key, frozenCopyOf(batch));
  }

  async replace(batch: CounterBatch): Promise<boolean> {
    const key = JSON.stringify([batch.receivedAt, batch.requestId, batch.part]);
    if (!this.#batches.has(key)) return false;
    this.#batches.set(key, frozenCopyOf(batch));
    return true;
  }

  async readHour(hour: Hour): Promise<readonly CounterBatch[]> {
    return this.#where((batch) => batch.hour === hour);
  }

  async busyHours(hours: readonly Hour[]): Promise<readonly Hour[]> {
    const busy = new Set([...this.#batches.values()].map(({ hour }) => hour));
    return hours.filter((hour) => busy.has(hour));
  }

  async readBetween(from: number, to: number): Promise<readonly CounterBatch[]> {
    return this.#where(({ receivedAt }) => receivedAt >= from && receivedAt <= to);
  }

  async latest(now: number, limit: number): Promise<readonly CounterBatch[]> {
    return (await this.readBetween(now - DAY_MS, now)).toReversed().slice(0, limit);
  }

  #where(isMeant: (batch: CounterBatch) => boolean): readonly CounterBatch[] {
    return [...this.#batches.values()].filter(isMeant).sort(inReceiptOrder);
  }
}
