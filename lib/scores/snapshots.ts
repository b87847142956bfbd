import type { BlockHead, BlockStore } from '../counts/block-store.ts';
import type { Day } from '../model/day.ts';
import type { Hour } from '../model/hour.ts';
import type { DayScores } from './day-scores.ts';
import { decodeSnapshot, encodeSnapshot } from './snapshot-columns.ts';

/** `final`: first reported for a closed day; `restated`: with late events; `live`: today so far. */
export type SnapshotKind = 'final' | 'restated' | 'live';

/** What the pointer of a snapshot says without reading it. */
export interface SnapshotHead {
  readonly kind: SnapshotKind;
  readonly asOf: Day;
  readonly modelVersion: number;
  /** Receipts before this hour are all in it. */
  readonly hour: Hour;
  readonly block: BlockHead;
}

const shelfOf = (model: string): string => `snapshot/${model}`;
const LIVE = 'live';

function nameOf(kind: SnapshotKind, asOf: Day): string {
  return kind === LIVE ? LIVE : `${asOf}/${kind}`;
}

function headOf(block: BlockHead): SnapshotHead {
  const kind = block.name === LIVE ? LIVE : block.name.endsWith('/final') ? 'final' : 'restated';
  return {
    kind,
    asOf: String(block.meta['asOf']),
    modelVersion: Number(block.meta['modelVersion']),
    hour: String(block.meta['hour']),
    block,
  };
}

/**
 * Makes a snapshot readable by one put of its pointer. A final one is never changed afterwards:
 * answers false when the day has one already.
 */
export function publishSnapshot(
  blocks: BlockStore,
  kind: SnapshotKind,
  scores: DayScores,
  generation: string,
  hour: Hour,
): Promise<boolean> {
  const { model, modelVersion, asOf } = scores;
  return blocks.publish(
    { shelf: shelfOf(model), name: nameOf(kind, asOf) },
    generation,
    encodeSnapshot(scores),
    { asOf, modelVersion, hour },
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
  return (await blocks.heads(shelfOf(model), `${from}/`, `${to}/~`)).map(headOf);
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
  const block = await blocks.head({ shelf: shelfOf(model), name: LIVE });
  return block && headOf(block);
}

/** The head of the last closed day; undefined while no day is closed. */
export async function lastClosedHead(
  blocks: BlockStore,
  model: string,
  reported = false,
): Promise<SnapshotHead | undefined> {
  const days = (await blocks.heads(shelfOf(model), '0', '9')).map(headOf);
  const last = days.at(-1);
  return last && headOn(blocks, model, last.asOf, reported);
}

/** So many decoded snapshots stay in memory; 1M users take some 200 MB each. */
const CACHED = 4;

/** Snapshots read before. A generation never changes, so they never go stale. */
export class SnapshotCache {
  readonly #scores = new Map<string, DayScores>();

  async read(blocks: BlockStore, model: string, head: SnapshotHead): Promise<DayScores> {
    const key = `${model}/${head.block.name}/${head.block.generation}`;
    const known = this.#scores.get(key);
    if (known) return known;
    const scores = decodeSnapshot(await blocks.read(shelfOf(model), head.block));
    this.#scores.set(key, scores);
    for (const oldest of this.#scores.keys()) {
      if (this.#scores.size <= CACHED) break;
      this.#scores.delete(oldest);
    }
    return scores;
  }
}
