import type { BlockHead, BlockStore, Columns } from '../counts/block-store.ts';
import type { SealLog } from '../counts/seal-log.ts';
import type { Day } from '../model/day.ts';
import type { Hour } from '../model/hour.ts';
import type { ModelVersion } from '../model/scoring-model.ts';
import { carrySignature } from './carry-signature.ts';

/** A tally as it was after a day, kept on a shelf of its model. */
export interface Carried {
  readonly day: Day;
  /** Day number of the first day of any counts. */
  readonly firstDay: number;
  readonly block: BlockHead;
}

const shelfOf = (model: string): string => `carry/${model}`;

/** Chunks that are read and put back at a time. */
const CHUNKS_AT_ONCE = 8;

/** What a release carries over differently has another number here, and is not carried on. */
const FORMAT = 1;

function signatureOf({ model }: ModelVersion): string {
  return `${FORMAT} ${carrySignature(model)}`;
}

/** Keeps a tally as it was after a day. */
export async function keepCarried(
  blocks: BlockStore,
  model: ModelVersion,
  { day, firstDay, hour }: { readonly day: Day; readonly firstDay: number; readonly hour: Hour },
  generation: string,
  chunks: Iterable<Columns>,
): Promise<void> {
  const key = { shelf: shelfOf(model.model.id), name: `${day}/${model.version}` };
  const meta = { firstDay, hour, signature: signatureOf(model) };
  await blocks.publish(key, `${generation}/${day}`, chunks, meta);
}

/** The newest kept up to a day that no receipt has touched since; undefined without any. */
export async function findCarried(
  blocks: BlockStore,
  model: ModelVersion,
  upTo: Day,
  log: SealLog,
): Promise<Carried | undefined> {
  const signature = signatureOf(model);
  const heads = await blocks.heads(shelfOf(model.model.id), undefined, `${upTo}/~`);
  const isGood = ({ name, meta }: BlockHead) =>
    meta['signature'] === signature && !log.touchedSince(String(meta['hour']), '', dayIn(name));
  const block = heads.findLast(isGood);
  return block && { day: dayIn(block.name), firstDay: Number(block.meta['firstDay']), block };
}

function dayIn(name: string): Day {
  return name.slice(0, name.indexOf('/'));
}

/** The chunks of a kept tally, a few in memory at a time. */
export async function* readCarried(
  blocks: BlockStore,
  model: string,
  { block }: Carried,
): AsyncGenerator<Columns, undefined> {
  for (let at = 0; at < block.chunks; at += CHUNKS_AT_ONCE) {
    const size = Math.min(CHUNKS_AT_ONCE, block.chunks - at);
    const indices = Array.from({ length: size }, (_, more) => at + more);
    yield* await blocks.read(shelfOf(model), block, indices);
  }
}
