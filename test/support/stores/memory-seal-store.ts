import type { Delta } from '../../../lib/counts/delta/delta.ts';
import type { SealMarker, SealStore } from '../../../lib/counts/delta/seal-store.ts';
import { BarometerError } from '../../../lib/model/barometer-error.ts';
import type { Day } from '../../../lib/model/day.ts';
import type { Hour } from '../../../lib/model/hour.ts';
import { copyOf } from './copy-of.ts';

/** Twin of the sealed hours in DynamoDB. */
export class MemorySealStore implements SealStore {
  readonly #chunks = new Map<string, Delta>();
  readonly #markers = new Map<Hour, SealMarker>();
  #through: Hour | undefined;

  async putChunk(chunk: Delta, index: number): Promise<void> {
    this.#chunks.set(`${chunk.day}/${chunk.hour}/${index}`, copyOf(chunk));
  }

  async putMarker(marker: SealMarker): Promise<void> {
    if (!this.#markers.has(marker.hour)) this.#markers.set(marker.hour, copyOf(marker));
  }

  async markersFrom(hour: Hour): Promise<readonly SealMarker[]> {
    const markers = [...this.#markers.values()].filter((marker) => marker.hour >= hour);
    return copyOf(markers.sort((a, b) => (a.hour < b.hour ? -1 : 1)));
  }

  async readChunks(day: Day, hour: Hour, end: number, from = 0): Promise<readonly Delta[]> {
    return Array.from({ length: end - from }, (_, at) => {
      const index = from + at;
      const chunk = this.#chunks.get(`${day}/${hour}/${index}`);
      if (!chunk) throw new BarometerError('unreadable', `chunk ${index} of ${day} is missing`);
      return copyOf(chunk);
    });
  }

  async sealedThrough(): Promise<Hour | undefined> {
    return this.#through;
  }

  async advanceSealedThrough(hour: Hour): Promise<void> {
    if (this.#through === undefined || hour > this.#through) this.#through = hour;
  }
}
