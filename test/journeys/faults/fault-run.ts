import { readCounts } from '../../../fixtures/read-counts.ts';
import { numbersFrom } from '../../../fixtures/seeded.ts';
import type { BatchStore } from '../../../lib/counts/batch/batch-store.ts';
import type { CounterBatch } from '../../../lib/counts/batch/counter-batch.ts';
import { allCells } from '../../../lib/counts/day/day-counts.ts';
import { mergeDirectory } from '../../../lib/counts/directory/directory.ts';
import { addDays, type Day, dayOf, MS_PER_DAY } from '../../../lib/model/day.ts';
import { MS_PER_HOUR } from '../../../lib/model/hour.ts';
import { runSeal } from '../../../lib/runtime/jobs/catch-up/run-seal.ts';
import { runTail } from '../../../lib/runtime/jobs/catch-up/run-tail.ts';
import type { RunServices } from '../../../lib/runtime/jobs/score/record-run.ts';
import { countSources } from '../../../lib/runtime/services/job-sources.ts';
import { type FateCount, fateWheel } from '../../support/stores/fate-wheel.ts';
import type { FaultTable } from './fault-table.ts';
import { type BatchTools, FaultyWorld } from './faulty-world.ts';
import { type PostedRequest, postedStream, shuffled } from './posted-stream.ts';
import { stallingBatches } from './stalling-batch-store.ts';
import { type Cells, cellKey, miscounted } from './truth.ts';

export interface FaultRunShape {
  readonly seed: number;
  /** Different events; duplicates come on top. */
  readonly events: number;
  readonly table: FaultTable;
  /** In place of the store's own. @default counter batches, some of whose puts hang */
  readonly batches?: (tools: BatchTools) => BatchStore;
  /** Whether events and requests come more than once. @default true */
  readonly copies?: boolean;
  /** How many calls of a thousand come to grief. @default 30 */
  readonly perThousand?: number;
}

export interface FaultReport {
  readonly miscounted: readonly string[];
  readonly cells: number;
  readonly events: number;
  readonly posts: number;
  /** How often counts were read and compared on the way. */
  readonly looks: number;
  readonly faults: FateCount;
}

const START = Date.parse('2026-02-25T20:40:00Z');
const AT_ONCE = 8;
/** A mean request has 13 events. */
const EVENTS_PER_WAVE = 13 * AT_ONCE;

/** The days of a run: at most 9, each long enough that a retry seldom comes a day later. */
const days = (events: number): number => Math.min(9, Math.ceil(events / 2_500));

/** What a day's closing does of it, so that a new process has few blocks to read. */
async function mergeIds({ blocks, caches }: RunServices): Promise<void> {
  await mergeDirectory(blocks, caches.directory);
}

export async function countedCells(services: RunServices, day: Day): Promise<Cells> {
  const read = await readCounts(await countSources(services), day, day, services.clock());
  const cells = new Map<string, number>();
  for (const part of read.parts) {
    for (const { user, account, event, count } of allCells(part)) {
      const key = cellKey(part.day, user, account, event);
      cells.set(key, (cells.get(key) ?? 0) + count);
    }
  }
  return cells;
}

/** Drives the front door, the tail and the seal through a week of faults. */
export class FaultRun {
  readonly world: FaultyWorld;
  readonly next: (limit: number) => number;
  readonly #shape: FaultRunShape;
  readonly #faults: FateCount;
  readonly #miscounted: string[] = [];
  #retries: PostedRequest[] = [];
  /** Requests whose put hangs. */
  readonly #open = new Set<Promise<unknown>>();
  #looks = 0;

  private constructor(
    shape: FaultRunShape,
    world: FaultyWorld,
    next: (limit: number) => number,
    faults: FateCount,
  ) {
    this.#shape = shape;
    this.world = world;
    this.next = next;
    this.#faults = faults;
  }

  static async open(shape: FaultRunShape): Promise<FaultRun> {
    const next = numbersFrom(shape.seed);
    const fates = fateWheel(next, shape.perThousand ?? 30);
    const stalls = ({ events }: CounterBatch) =>
      next(40) === 0 && events.every(({ dated }) => dated);
    const batches =
      shape.batches ??
      (({ batches: own, ...tools }: BatchTools) => stallingBatches(own, { ...tools, stalls }));
    const { table } = shape;
    const world = await FaultyWorld.open({ table, batches, fates, start: START });
    return new FaultRun(shape, world, next, fates.count);
  }

  /** `jobs` do the service's own work beside the requests; without them only requests are sent. */
  async drive(jobs: boolean): Promise<void> {
    const { events, copies = true } = this.#shape;
    const stream = postedStream(this.next, copies);
    const take = shuffled(this.next, 50, () => stream.request(this.world.now));
    const step = (2 * days(events) * MS_PER_DAY * EVENTS_PER_WAVE) / events;
    for (let wave = 0; stream.made() < events; wave++) {
      const fresh = Array.from({ length: AT_ONCE }, take);
      await this.#wave(fresh, jobs ? this.#jobs(wave) : []);
      // Clients try again within minutes, else an event without a timestamp is another one by then.
      while (this.#retries.length > AT_ONCE) {
        this.world.now += 60_000;
        await this.#wave([], []);
      }
      this.world.now += this.next(Math.floor(step));
    }
  }

  /** Sends what is left until all of it is acknowledged. */
  async finish(): Promise<void> {
    while (this.#retries.length > 0 || this.#open.size > 0) {
      await this.#wave([], []);
      this.world.thaw();
      await Promise.all(this.#open);
      this.world.now += MS_PER_HOUR;
    }
  }

  report(counted: Cells, truth: Cells): FaultReport {
    return {
      miscounted: [...this.#miscounted, ...miscounted(counted, truth, truth)],
      cells: truth.size,
      events: [...truth.values()].reduce((sum, count) => sum + count, 0),
      posts: this.world.posts,
      looks: this.#looks,
      faults: this.#faults,
    };
  }

  /** What is left over from before goes first; no more than `2 * AT_ONCE` requests at once. */
  async #wave(fresh: readonly PostedRequest[], jobs: readonly Promise<unknown>[]): Promise<void> {
    const waiting = [...this.#retries, ...fresh];
    const requests = waiting.slice(0, 2 * AT_ONCE);
    this.#retries = waiting.slice(2 * AT_ONCE);
    await Promise.all([...requests.map((request) => this.#send(request)), ...jobs]);
  }

  /** One in five is sent twice at once; what no copy is acknowledged of is sent again later. */
  async #send(request: PostedRequest): Promise<void> {
    const copies = this.#shape.copies !== false && this.next(5) === 0 ? 2 : 1;
    const posts = Array.from({ length: copies }, () => this.world.post(request));
    const outcomes = (await Promise.all(posts)).map(({ outcome }) => outcome);
    const settled: Promise<unknown> = Promise.all(outcomes)
      .then(
        (acknowledged) => acknowledged.includes(true) || this.#retries.push(request),
        (error) => this.#miscounted.push(String(error)),
      )
      .finally(() => this.#open.delete(settled));
    this.#open.add(settled);
  }

  #jobs(wave: number): Promise<unknown>[] {
    const { world, next } = this;
    const jobs: Promise<unknown>[] = [];
    if (next(2) === 0) jobs.push(world.attempt(10, runTail));
    if (next(3) === 0) jobs.push(world.attempt(6, runSeal));
    if (next(12) === 0) jobs.push(world.attempt(3, runSeal));
    if (next(10) === 0) world.thaw();
    if (wave % 20 === 0) jobs.push(world.attempt(20, mergeIds));
    if (wave % 10 === 9) jobs.push(this.#look());
    return jobs;
  }

  /** A day's counts read while all goes on: what was acknowledged by then, nothing never sent. */
  async #look(): Promise<void> {
    const { world, next } = this;
    const { hashId, truth } = world;
    const day = addDays(dayOf(world.now), 1 - next(9));
    const before = truth.cells('acknowledged', hashId, day);
    const counted = await world.attempt(30, (services) => countedCells(services, day));
    if (!counted) return;
    this.#looks++;
    const wrong = miscounted(counted, before, truth.cells('sent', hashId, day));
    this.#miscounted.push(...wrong.map((key) => `early ${key}`));
  }
}
