import type { BlockHead, BlockStore, Columns } from '../../counts/block/block-store.ts';
import type { SealLog } from '../../counts/delta/seal-log.ts';
import type { Day } from '../../model/day.ts';
import type { Hour } from '../../model/hour.ts';
import type { ModelVersion } from '../../model/scoring-model.ts';
import { checkpointSignature } from './checkpoint-signature.ts';

/** An aggregate as it was after a day, stored in a namespace of its model. */
export interface Checkpoint {
  readonly day: Day;
  /** Day number of the first day of any counts. */
  readonly firstDay: number;
  readonly block: BlockHead;
}

const checkpointNamespace = (model: string): string => `carry/${model}`;

/** Chunks that are read and restored at a time. */
const CHUNKS_AT_ONCE = 8;

/** A release that stores something else has another number here, and starts anew. */
const FORMAT_VERSION = 1;

function signatureOf({ model }: ModelVersion): string {
  return `${FORMAT_VERSION} ${checkpointSignature(model)}`;
}

/** What a new checkpoint is stored with. */
export interface NewCheckpoint extends Pick<Checkpoint, 'day' | 'firstDay'> {
  readonly generation: string;
  /** All receipts before this hour are in it. */
  readonly hour: Hour;
}

/** Stores an aggregate as it was after a day. */
export async function saveCheckpoint(
  blocks: BlockStore,
  model: ModelVersion,
  { day, firstDay, hour, generation }: NewCheckpoint,
  chunks: Iterable<Columns>,
): Promise<void> {
  const key = { namespace: checkpointNamespace(model.model.id), name: `${day}/${model.version}` };
  const meta = { firstDay, hour, signature: signatureOf(model) };
  await blocks.publish(key, `${generation}/${day}`, chunks, meta);
}

/** Returns the newest one up to a day that no receipt has touched since; undefined without any. */
export async function findCheckpoint(
  blocks: BlockStore,
  model: ModelVersion,
  upTo: Day,
  log: SealLog,
): Promise<Checkpoint | undefined> {
  const signature = signatureOf(model);
  const heads = await blocks.heads(checkpointNamespace(model.model.id), undefined, `${upTo}/~`);
  const isGood = ({ name, meta }: BlockHead) =>
    meta['signature'] === signature && !log.touchedSince(String(meta['hour']), '', dayOfName(name));
  const block = heads.findLast(isGood);
  return block && { day: dayOfName(block.name), firstDay: Number(block.meta['firstDay']), block };
}

function dayOfName(name: string): Day {
  return name.slice(0, name.indexOf('/'));
}

/** Reads the chunks of a checkpoint, a few in memory at a time. */
export async function* readCheckpoint(
  blocks: BlockStore,
  model: string,
  { block }: Checkpoint,
): AsyncGenerator<Columns, undefined> {
  for (let start = 0; start < block.chunks; start += CHUNKS_AT_ONCE) {
    const size = Math.min(CHUNKS_AT_ONCE, block.chunks - start);
    const indices = Array.from({ length: size }, (_, more) => start + more);
    yield* await blocks.read(checkpointNamespace(model), block, indices);
  }
}
