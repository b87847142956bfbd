import type { BlockHead, BlockStore } from '../../counts/block/block-store.ts';
import { addDays, type Day } from '../../model/day.ts';
import type { Hour } from '../../model/hour.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import type { ReportedDay } from '../formulas/index-baseline.ts';
import type { DayScores } from './day-scores.ts';
import { type ProductFigures, productFigures } from './product-figures.ts';
import {
  chunkHolding,
  decodeSnapshot,
  SUMMARY_CHUNK,
  snapshotBuilder,
  snapshotChunks,
} from './snapshot-chunks.ts';

/** `final`: first reported for a closed day; `restated`: with late events; `live`: today so far. */
export type SnapshotKind = 'final' | 'restated' | 'live';

/** What the pointer of a snapshot says without reading it. */
export interface SnapshotHead extends ReportedDay {
  readonly kind: SnapshotKind;
  /** Receipts before this hour are all in it. */
  readonly hour: Hour;
  /** Of closed days, since heads have it. */
  readonly product?: ProductFigures;
  readonly block: BlockHead;
}

const LIVE = 'live';

/** Live snapshots stand on a shelf of their own: each is replaced within the hour. */
export function snapshotNamespace(model: string, kind?: SnapshotKind): string {
  return kind === LIVE ? `${LIVE}/${model}` : `snapshot/${model}`;
}

const LIVE_DAYS = 3;

/** What was carried over longer ago serves days that hardly anybody computes again. */
const CHECKPOINT_DAYS = 100;

/**
 * Days after which blocks of a shelf may go by themselves. Marking the chunks that a new snapshot
 * replaces costs as many write units as writing them, which every hour is too much.
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
  const { product } = block.meta;
  const kind = block.name === LIVE ? LIVE : block.name.endsWith('/final') ? 'final' : 'restated';
  return {
    kind,
    asOf: String(block.meta['asOf']),
    modelVersion: Number(block.meta['modelVersion']),
    hour: String(block.meta['hour']),
    benchmarks: listOf<readonly [number, number, number]>(block.meta['yardsticks']),
    suspect: listOf<string>(block.meta['suspect']),
    ...(isFigures(product) && { product }),
    block,
  };
}

/**
 * Makes a snapshot readable by one put of its pointer. A final one is never changed afterwards:
 * answers false when the day has one already.
 */
export async function publishSnapshot(
  blocks: BlockStore,
  kind: SnapshotKind,
  scores: DayScores,
  generation: string,
  hour: Hour,
): Promise<boolean> {
  const { model, modelVersion, asOf, suspect } = scores;
  const yardsticks = scores.windows.map(({ benchmark, meanMember, totalBenchmark }) => {
    return [benchmark, meanMember, totalBenchmark];
  });
  const meta = { asOf, modelVersion, hour, yardsticks, suspect };
  const isClosed = kind !== LIVE;
  const heads = isClosed ? await allClosedHeads(blocks, model, asOf) : [];
  return blocks.publish(
    { namespace: snapshotNamespace(model, kind), name: nameOf(kind, asOf) },
    generation,
    snapshotChunks(scores),
    isClosed ? { ...meta, product: productFigures(scores, heads) } : meta,
    kind === 'final',
  );
}

/** Heads of closed days from one to another, both included: by day, final before restated. */
export async function closedHeads(
  blocks: BlockStore,
  model: string,
  from: Day,
  to: Day,
): Promise<readonly SnapshotHead[]> {
  return (await blocks.heads(snapshotNamespace(model), `${from}/`, `${to}/~`)).map(headOf);
}

/** Heads of every closed day up to one. */
export async function allClosedHeads(
  blocks: BlockStore,
  model: string,
  to: Day = LAST_DAY,
): Promise<readonly SnapshotHead[]> {
  return (await blocks.heads(snapshotNamespace(model), '0', `${to}/~`)).map(headOf);
}

/** The head that answers for a closed day: the restated one where there is one. */
export async function headOn(
  blocks: BlockStore,
  model: string,
  asOf: Day,
  reported = false,
): Promise<SnapshotHead | undefined> {
  const heads = await closedHeads(blocks, model, asOf, asOf);
  return heads.find((head) => head.kind === (reported ? 'final' : 'restated')) ?? heads[0];
}

export async function liveHead(
  blocks: BlockStore,
  model: string,
): Promise<SnapshotHead | undefined> {
  const block = await blocks.head({ namespace: snapshotNamespace(model, LIVE), name: LIVE });
  return block && headOf(block);
}

/** The head of the last closed day; undefined while no day is closed. */
export async function lastClosedHead(
  blocks: BlockStore,
  model: string,
  reported = false,
): Promise<SnapshotHead | undefined> {
  const last = (await allClosedHeads(blocks, model)).at(-1);
  return last && headOn(blocks, model, last.asOf, reported);
}

/** A service that runs closes yesterday; so many days back are looked at before all are. */
const RECENT_DAYS = 10;

/** The same as `lastClosedHead`, found among the heads of the last days as a rule. */
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
  return ofDay.find((head) => head.kind === (reported ? 'final' : 'restated')) ?? ofDay[0];
}

/**
 * The scores of a snapshot with only those users or accounts that stand next to one: two chunks
 * are read, whatever its size. Undefined when it is surely not in there.
 */
export async function readAround(
  blocks: BlockStore,
  model: string,
  head: SnapshotHead,
  subjectKind: SubjectKind,
  hash: IdHash,
): Promise<DayScores | undefined> {
  const namespace = snapshotNamespace(model, head.kind);
  const [summary] = await blocks.read(namespace, head.block, [SUMMARY_CHUNK]);
  if (!summary) return undefined;
  const chunk = chunkHolding(summary, subjectKind, hash, head.block.chunks);
  if (chunk === undefined) return undefined;
  return decodeSnapshot([summary, ...(await blocks.read(namespace, head.block, [chunk]))]);
}

/** Chunks of 300 KB: as JSON so many take 20 MB, and all those of a million users 1.5 GB. */
export const CHUNKS_AT_ONCE = 8;

/** All scores of a snapshot. */
export async function readSnapshot(
  blocks: BlockStore,
  model: string,
  { kind, block }: SnapshotHead,
): Promise<DayScores> {
  const snapshot = snapshotBuilder();
  for (let from = 0; from < block.chunks; from += CHUNKS_AT_ONCE) {
    const length = Math.min(CHUNKS_AT_ONCE, block.chunks - from);
    const indices = Array.from({ length }, (_, index) => from + index);
    snapshot.add(await blocks.read(snapshotNamespace(model, kind), block, indices));
  }
  return snapshot.done();
}
