import type { BatchStore } from '../../../lib/counts/batch/batch-store.ts';
import type { CounterBatch } from '../../../lib/counts/batch/counter-batch.ts';

/** A put that hangs, as that of a frozen Lambda, and lands when it thaws. */
export interface Stall {
  readonly requestId: string;
  /** Lets the put land. */
  readonly thaw: () => void;
}

export interface StallOptions {
  readonly stalls: (batch: CounterBatch) => boolean;
  readonly onStall: (stall: Stall) => void;
  /** Where a put lands that hung: in a process of its own, which nobody else's death takes along. */
  readonly sound: BatchStore;
}

/** Some puts hang until they are thawed: their hour may have been sealed by then. */
export function stallingBatches(store: BatchStore, options: StallOptions): BatchStore {
  const put = async (batch: CounterBatch): Promise<void> => {
    if (!options.stalls(batch)) return store.put(batch);
    await new Promise<void>((thaw) => {
      options.onStall({ requestId: batch.requestId, thaw });
    });
    await options.sound.put(batch);
  };
  return new Proxy(store, {
    get: (target, name) => {
      if (name === 'put') return put;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
