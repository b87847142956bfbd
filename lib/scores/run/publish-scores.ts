import type { BlockStore } from '../../counts/block/block-store.ts';
import { HOUR_CLOSES_AFTER_MS, type Hour, hourOf } from '../../model/hour.ts';
import type { ScoreRequest } from '../checkpoint/scoring-sources.ts';
import type { DayScores } from '../snapshot/day-scores.ts';
import { snapshotEquals } from '../snapshot/read-snapshot.ts';
import { closedHeads, publishSnapshot, type SeenReceipts } from '../snapshot/snapshots.ts';
import { markChecked } from './stale-heads.ts';

export interface RunRequest extends ScoreRequest {
  /** Names what is written: no two attempts write under one name, not even at the same run. */
  readonly generation: string;
  /** Throws `conflict` when the run has lost its lease, and with it the right to publish. */
  readonly ensureLeased?: () => Promise<void>;
  /** The last receipt for a day before its own, of those that the run reads. @default none */
  readonly lateThrough?: string;
}

/** Returns what a run has read of receipts. */
function seenBy(request: RunRequest): SeenReceipts {
  const { lateThrough } = request;
  return { hour: firstUnclosedHour(request), ...(lateThrough && { lateThrough }) };
}

/** Returns the first hour that may receive more: a put may come some time after its stamp. */
export function firstUnclosedHour({ now }: Pick<ScoreRequest, 'now'>): Hour {
  return hourOf(now - HOUR_CLOSES_AFTER_MS);
}

/** Returns the head in force of a closed day, after putting the first one where there was none. */
async function reportedHead(blocks: BlockStore, scores: DayScores, request: RunRequest) {
  const { model, asOf } = scores;
  const known = (await closedHeads(blocks, model, asOf, asOf)).at(-1);
  if (known) return known;
  const { generation } = request;
  await publishSnapshot(blocks, scores, { kind: 'final', generation, ...seenBy(request) });
  // Read again whatever the answer: a put whose reply was lost looks as if somebody was first.
  return (await closedHeads(blocks, model, asOf, asOf)).at(-1);
}

/** Makes scores readable. A day that was reported before is restated only when something changed. */
export async function publishScores(blocks: BlockStore, scores: DayScores, request: RunRequest) {
  const { generation, complete, ensureLeased } = request;
  const seen = seenBy(request);
  await ensureLeased?.();
  if (!complete) {
    await publishSnapshot(blocks, scores, { kind: 'live', generation, ...seen });
    return;
  }
  const reported = await reportedHead(blocks, scores, request);
  if (!reported || reported.block.generation === generation) return;
  if (await snapshotEquals(blocks, reported, scores)) {
    await markChecked(blocks, scores, { generation, ...seen });
  } else {
    await publishSnapshot(blocks, scores, { kind: 'restated', generation, ...seen });
  }
}
