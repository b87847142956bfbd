import type { Document, DocumentStore } from '../model/document-store.ts';
import { type AttemptResult, attemptDelivery, type DeliveryServices } from './attempt-delivery.ts';
import type { Delivery } from './delivery.ts';

/** Calls back after a number of milliseconds, unless it is stopped before. */
export type StartTimer = (milliseconds: number, call: () => void) => { stop(): void };

/** The machine's timers; a wait of hours must not keep a process alive. */
export const startTimer: StartTimer = (milliseconds, call) => {
  const timer = setTimeout(call, milliseconds).unref();
  return { stop: () => clearTimeout(timer) };
};

export interface QueueOptions {
  readonly timer: StartTimer;
  readonly print: (line: string) => void;
}

/** Attempts of one subscription under way at once; the others never wait for a slow one. */
const MAX_CONCURRENT = 4;

/** When the store does not answer there is no outcome to store; the same attempt is made again. */
const STORE_RETRY_MS = 60_000;

type Entry = Document<Delivery>;

interface Lane {
  readonly ready: Entry[];
  underWay: number;
}

/** The webhook queue of one machine: deliveries are documents, so that a restart loses none. */
export class LocalDeliveryQueue {
  readonly #documents: DocumentStore;
  readonly #tools: DeliveryServices;
  readonly #settings: QueueOptions;
  readonly #lanes = new Map<string, Lane>();
  readonly #timers = new Map<string, { stop(): void }>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #held = new Set<string>();
  #stopped = false;

  constructor(documents: DocumentStore, tools: DeliveryServices, settings: QueueOptions) {
    this.#documents = documents;
    this.#tools = tools;
    this.#settings = settings;
  }

  get size(): number {
    return this.#held.size;
  }

  /** Takes up what an earlier process left. */
  async resume(): Promise<void> {
    for (const entry of await this.#documents.list<Delivery>('delivery')) this.#hold(entry);
  }

  /** Resolves once the delivery is stored. One that is queued already is left as it is. */
  async add(delivery: Delivery): Promise<void> {
    const id = `${delivery.subscriptionId}:${delivery.id}`;
    const entry = await this.#documents.put('delivery', id, delivery, 0);
    if (entry) this.#hold(entry);
  }

  /** Waits for what is under way; the rest stays stored. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers.values()) timer.stop();
    this.#timers.clear();
    await Promise.all(this.#underWay);
  }

  #hold(entry: Entry): void {
    if (this.#held.has(entry.id)) return;
    this.#held.add(entry.id);
    this.#schedule(entry, Math.max(0, (entry.body.notBefore ?? 0) - this.#tools.now()));
  }

  #schedule(entry: Entry, wait: number): void {
    if (this.#stopped) return;
    if (wait === 0) {
      this.#begin(entry);
      return;
    }
    const timer = this.#settings.timer(wait, () => {
      this.#timers.delete(entry.id);
      this.#begin(entry);
    });
    this.#timers.set(entry.id, timer);
  }

  #begin(entry: Entry): void {
    const { subscriptionId } = entry.body;
    const lane = this.#lanes.get(subscriptionId) ?? { ready: [], underWay: 0 };
    this.#lanes.set(subscriptionId, lane);
    lane.ready.push(entry);
    this.#advance(lane);
  }

  #advance(lane: Lane): void {
    while (lane.underWay < MAX_CONCURRENT && !this.#stopped) {
      const entry = lane.ready.shift();
      if (entry === undefined) return;
      lane.underWay += 1;
      const attempt = this.#attempt(entry).finally(() => {
        lane.underWay -= 1;
        this.#underWay.delete(attempt);
        this.#advance(lane);
      });
      this.#underWay.add(attempt);
    }
  }

  async #attempt(entry: Entry): Promise<void> {
    try {
      const result = await attemptDelivery(entry.body, this.#tools);
      // Broken off by stop(): it stays stored as it was, and is made again after the restart.
      if (!this.#stopped) await this.#settle(entry, result);
    } catch {
      this.#schedule(entry, STORE_RETRY_MS);
    }
  }

  async #settle(entry: Entry, result: AttemptResult): Promise<void> {
    const say = (what: string) =>
      this.#settings.print(`webhook ${entry.body.subscriptionId}: ${what}`);
    if ('next' in result) {
      const { next } = result;
      let waiting = { ...entry, body: next };
      // One that waits for its turn is not stored: after a restart it asks for it again.
      if (result.outcome === 'again') {
        const stored = await this.#documents.put('delivery', entry.id, next, entry.version);
        waiting = stored ?? waiting;
        say(`${result.why}; trying again`);
      }
      this.#schedule(waiting, Math.max(1, (next.notBefore ?? 0) - this.#tools.now()));
      return;
    }
    await this.#documents.remove('delivery', entry.id);
    this.#held.delete(entry.id);
    if (result.outcome === 'dropped') say(`dropped: ${result.why}`);
    if (result.outcome === 'given_up') say(`given up after ten attempts: ${result.why}`);
  }
}
