import type { BlockHead, BlockStore, Columns } from '../../counts/block/block-store.ts';
import { readChunks } from '../../counts/block/read-chunks.ts';
import type { OpenCounts } from '../../counts/open-counts.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Day } from '../../model/day.ts';
import { weightOf } from '../../model/event-weight.ts';
import type { Hour } from '../../model/hour.ts';
import type { ModelVersion, ScoringModel } from '../../model/scoring-model.ts';
import { featuresOf, keyFeaturesOf } from '../conditions/features.ts';
import { requiredEvents } from '../conditions/required-events.ts';

/** Describes which events are activity: listed ones, or those of a weight. */
function activityEvents(model: ScoringModel) {
  if (model.activity) return [...model.activity].sort();
  const named = Object.keys(model.events).sort();
  return {
    weighs: named.map((event) => [event, weightOf(model, event) !== 0]),
    others: model.defaultWeight !== 0,
  };
}

/**
 * Returns all of a model that its checkpoints depend on, as text. Versions that agree in it use each
 * other's: another weight, window or segment by traits costs no scan over all days.
 */
export function checkpointSignature(model: ScoringModel): string {
  const features = [...keyFeaturesOf(model), ...featuresOf(model)];
  return canonicalJson({
    // A stored name.
    asked: [[...requiredEvents(model, 'account')], [...requiredEvents(model, 'user')]],
    activity: activityEvents(model),
    features: features.map(({ id, events }) => [id, events]),
  });
}

/** An aggregate as it was after a day, stored in a namespace of its model. */
export interface Checkpoint {
  readonly day: Day;
  /** Day number of the first day of any counts. */
  readonly firstDay: number;
  readonly block: BlockHead;
}

const checkpointNamespace = (model: string): string => `carry/${model}`;

/** A release that stores something else has another number here, and starts anew. */
const FORMAT_VERSION = 3;

function signatureOf({ model }: ModelVersion): string {
  return `${FORMAT_VERSION} ${checkpointSignature(model)}`;
}

interface NewCheckpoint extends Pick<Checkpoint, 'day' | 'firstDay'> {
  readonly generation: string;
  /** All receipts before this hour are in it. */
  readonly hour: Hour;
}

/** Stores an aggregate as it was after a day; it is there once its last chunk is. */
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

/**
 * Returns those up to a day that no receipt has touched since, the newest first. Receipts of hours that are
 * not sealed yet touch them as well as those in the log.
 */
export async function findCheckpoints(
  blocks: BlockStore,
  model: ModelVersion,
  upTo: Day,
  { log, openDays }: Pick<OpenCounts, 'log' | 'openDays'>,
): Promise<readonly Checkpoint[]> {
  const signature = signatureOf(model);
  const heads = await blocks.heads(checkpointNamespace(model.model.id), undefined, `${upTo}/~`);
  const isTouched = (day: Day, hour: Hour) =>
    [...openDays].some((open) => open <= day) || log.touchedSince(hour, '', day);
  const isGood = ({ name, meta }: BlockHead) =>
    meta['signature'] === signature && !isTouched(dayOfName(name), String(meta['hour']));
  return heads
    .filter(isGood)
    .reverse()
    .map((block) => {
      return { day: dayOfName(block.name), firstDay: Number(block.meta['firstDay']), block };
    });
}

function dayOfName(name: string): Day {
  return name.slice(0, name.indexOf('/'));
}

/** Reads the chunks of a checkpoint, some at a time, in the order they were written. */
export function readCheckpoint(blocks: BlockStore, model: string, { block }: Checkpoint) {
  return readChunks(blocks, checkpointNamespace(model), block);
}
