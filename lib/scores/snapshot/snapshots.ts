import type { BlockHead, BlockStore } from '../../counts/block/block-store.ts';
import { addDays, type Day } from '../../model/day.ts';
import type { Hour } from '../../model/hour.ts';
import type { ReportedDay } from '../formulas/index-baseline.ts';
import type { DayScores } from './day-scores.ts';
import { type ProductFigures, productFigures } from './product-figures.ts';
import { snapshotChunks } from './snapshot-chunks.ts';

/** `final`: first reported for a closed day; `restated`: with late events; `live`: today so far. */
export type SnapshotKind = 'final' | 'restated' | 'live';

/** What had been received when a day was computed. */
export interface SeenReceipts {
  /** Receipts before this hour are all in it. */
  readonly hour: Hour;
  /** The last receipt for an earlier day that is in it, of hours that were not sealed. @default none */
  readonly lateThrough?: string;
}

/** What the pointer of a snapshot says without reading it. */
export interface SnapshotHead extends ReportedDay, SeenReceipts {
  readonly kind: SnapshotKind;
  /** Of closed days, since heads have it. */
  readonly product?: ProductFigures;
  /** The day number of the first day of any data, since heads have it. */
  readonly firstDay?: number;
  readonly block: BlockHead;
}

const LIVE = 'live';

/** Returns the namespace of a model's snapshots; live ones have their own: each lasts an hour. */
export function snapshotNamespace(model: string, kind?: SnapshotKind): string {
  return kind === LIVE ? `${LIVE}/${model}` : `snapshot/${model}`;
}

const LIVE_DAYS = 3;

/** Older checkpoints serve days that hardly anybody computes again. */
const CHECKPOINT_DAYS = 100;

/**
 * Returns the days after which blocks of a namespace may expire by themselves. Marking the chunks
 * that a new snapshot replaces costs as many write units as writing them: too much for every hour.
 */
export function retentionDaysOf(namespace: string): number | undefined {
  if (namespace.startsWith('carry/')) return CHECKPOINT_DAYS;
  return namespace.startsWith(`${LIVE}/`) ? LIVE_DAYS : undefined;
}
const LAST_DAY: Day = '9999-12-31';

function nameOf(kind: SnapshotKind, asOf: Day): string {
  return kind === LIVE ? LIVE : `${asOf}/${kind}`;
}

function listOf<Item>(stored: unknown): readonly Item[] {
  return Array.isArray(stored) ? stored : [];
}

function isFigures(stored: unknown): stored is ProductFigures {
  return typeof stored === 'object' && stored !== null;
}

function headOf(block: BlockHead): SnapshotHead {
  const { product, firstDay, lateThrough } = block.meta;
  const kind = block.name === LIVE ? LIVE : block.name.endsWith('/final') ? 'final' : 'restated';
  return {
    kind,
    asOf: String(block.meta['asOf']),
    modelVersion: Number(block.meta['modelVersion']),
    hour: String(block.meta['hour']),
    benchmarks: listOf<readonly [number, number, number]>(block.meta['yardsticks']),
    suspect: listOf<string>(block.meta['suspect']),
    ...(isFigures(product) && { product }),
    ...(typeof firstDay === 'number' && { firstDay }),
    ...(typeof lateThrough === 'string' && { lateThrough }),
    block,
  };
}

/**
 * Makes a snapshot readable by one put of its pointer. A final one is never changed afterwards.
 *
 * @returns false when the day has a final one already
 */
export async function publishSnapshot(
  blocks: BlockStore,
  scores: DayScores,
  {
    kind,
    generation,
    ...seen
  }: SeenReceipts & {
    readonly kind: SnapshotKind;
    readonly generation: string;
  },
): Promise<boolean> {
  const { model, modelVersion, asOf, suspect } = scores;
  const yardsticks = scores.windows.map(({ benchmark, meanMember, totalBenchmark }) => {
    return [benchmark, meanMember, totalBenchmark];
  });
  const meta = { asOf, modelVersion, ...seen, yardsticks, suspect };
  const isClosed = kind !== LIVE;
  const heads = isClosed ? await allClosedHeads(blocks, model, asOf) : [];
  const key = { namespace: snapshotNamespace(model, kind), name: nameOf(kind, asOf) };
  const { firstDay } = scores;
  const fullMeta = isClosed ? { ...meta, firstDay, product: productFigures(scores, heads) } : meta;
  const chunks = snapshotChunks(scores);
  if (kind === 'final') return blocks.publishNew(key, generation, chunks, fullMeta);
  await blocks.publish(key, generation, chunks, fullMeta);
  return true;
}

/** Returns the heads of closed days, both included: by day, final before restated. */
export async function closedHeads(blocks: BlockStore, model: string, from: Day, to: Day) {
  return (await blocks.heads(snapshotNamespace(model), `${from}/`, `${to}/~`)).map(headOf);
}

/** Returns the heads of every closed day up to one. */
export async function allClosedHeads(blocks: BlockStore, model: string, to: Day = LAST_DAY) {
  return (await blocks.heads(snapshotNamespace(model), '0', `${to}/~`)).map(headOf);
}

/** Returns which of a day's heads is valid: the restated one where there is one, or the first. */
function validHead(heads: readonly SnapshotHead[], reported: boolean): SnapshotHead | undefined {
  return heads.find((head) => head.kind === (reported ? 'final' : 'restated')) ?? heads[0];
}

/**
 * Returns the head of a closed day; undefined when it is not closed.
 *
 * @param reported true for the day as it was first reported, though late events changed it since
 */
export async function headOn(blocks: BlockStore, model: string, asOf: Day, reported = false) {
  return validHead(await closedHeads(blocks, model, asOf, asOf), reported);
}

/** Returns the head of a model's live snapshot; undefined while there is none. */
export async function liveHead(blocks: BlockStore, model: string) {
  const block = await blocks.head({ namespace: snapshotNamespace(model, LIVE), name: LIVE });
  return block && headOf(block);
}

/** Returns the head of the last closed day; undefined while no day is closed. */
export async function lastClosedHead(blocks: BlockStore, model: string, reported = false) {
  const last = (await allClosedHeads(blocks, model)).at(-1);
  return last && headOn(blocks, model, last.asOf, reported);
}

/** Days back that are looked at before all are: a service that runs closes yesterday. */
const RECENT_DAYS = 10;

/** Returns the head of the last closed day, found among those of the last days as a rule. */
export async function recentClosedHead(
  blocks: BlockStore,
  model: string,
  today: Day,
  reported = false,
): Promise<SnapshotHead | undefined> {
  const heads = await closedHeads(blocks, model, addDays(today, -RECENT_DAYS), today);
  const last = heads.at(-1);
  if (!last) return lastClosedHead(blocks, model, reported);
  const ofDay = heads.filter((head) => head.asOf === last.asOf);
  return validHead(ofDay, reported);
}
