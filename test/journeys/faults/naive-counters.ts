import { TABLE } from '../../../fixtures/dynalite-stores.ts';
import type { CounterBatch } from '../../../lib/counts/batch/counter-batch.ts';
import { DynamoBatchStore } from '../../../lib/dynamo/stores/dynamo-batch-store.ts';
import type { AcceptedEvent } from '../../../lib/events/event.ts';
import { dayOf } from '../../../lib/model/day.ts';
import type { HashId } from '../../../lib/model/id-hash.ts';
import { MemoryTable } from '../../support/stores/memory-table.ts';
import type { OnPut } from './fault-table.ts';
import { cellKey } from './truth.ts';

/** Counters as most would build them: one `ADD` an event, and a mark for events seen before. */
export class NaiveCounters {
  readonly cells = new Map<string, number>();
  readonly #marks = new Set<string>();

  async add(cell: string): Promise<void> {
    this.cells.set(cell, (this.cells.get(cell) ?? 0) + 1);
  }

  /** Returns whether the event was not marked before. */
  async mark(event: string): Promise<boolean> {
    const fresh = !this.#marks.has(event);
    this.#marks.add(event);
    return fresh;
  }
}

export type NaiveWay = 'add' | 'mark, then add';

function cellOf(
  { actor, accountId, event, occurredAt: at }: AcceptedEvent,
  hashId: HashId,
): string {
  const user = actor ? hashId(actor.kind, actor.id) : '';
  const account = accountId === undefined ? '' : hashId('account', accountId);
  return cellKey(dayOf(at), user, account, event);
}

export interface NaiveOptions {
  readonly way: NaiveWay;
  readonly hashId: HashId;
  /** Told of each batch before it is counted. */
  readonly onPut: OnPut;
}

/** A store that raises counters in place of keeping batches. */
export class NaiveBatchStore extends DynamoBatchStore {
  readonly #counters: NaiveCounters;
  readonly #options: NaiveOptions;

  constructor(counters: NaiveCounters, options: NaiveOptions) {
    super(new MemoryTable(), TABLE);
    this.#counters = counters;
    this.#options = options;
  }

  override async put(batch: CounterBatch): Promise<void> {
    this.#options.onPut(batch);
    for (const event of batch.events) await this.#count(event);
  }

  async #count(event: AcceptedEvent): Promise<void> {
    const name = `${dayOf(event.occurredAt)}/${event.fingerprint}`;
    if (this.#options.way === 'mark, then add' && !(await this.#counters.mark(name))) return;
    await this.#counters.add(cellOf(event, this.#options.hashId));
  }
}
