import pMap from 'p-map';
import { type MessageBatch, toBatches } from './batches.ts';
import type { ToMessages } from './mapping.ts';
import { postBatch, type ReplayTarget } from './post-batch.ts';
import { type Line, readLines } from './read-lines.ts';

/** What came of a replay. */
export interface ReplayTotals {
  messages: number;
  accepted: number;
  requests: number;
  /** Lines before this one are posted whole. */
  resumeAt: number;
  /** Lines that are no JSON object. */
  unreadable: number;
  /** Per reason: how often, and the first time it happened. */
  readonly refused: Map<string, { count: number; line: number; message: string }>;
}

export interface ReplayOptions {
  readonly file: string;
  readonly target: ReplayTarget;
  readonly toMessages: ToMessages;
  /** Messages in a request. */
  readonly batchSize: number;
  readonly onProgress: (totals: ReplayTotals) => void;
  /** The line to begin at. @default 1 */
  readonly fromLine?: number;
}

/** Requests under way at once: enough to keep a server of two cores busy. */
const CONCURRENCY = 4;

function refuse(totals: ReplayTotals, reason: string, line: number, message: string): void {
  const known = totals.refused.get(reason);
  if (known && known.line < line) known.count++;
  else totals.refused.set(reason, { count: (known?.count ?? 0) + 1, line, message });
}

async function postAndCount(
  batch: MessageBatch,
  target: ReplayTarget,
  totals: ReplayTotals,
): Promise<void> {
  const rejected = await postBatch(target, batch.messages);
  totals.requests++;
  totals.messages += batch.messages.length;
  totals.accepted += batch.messages.length - rejected.length;
  for (const { index, reason, message } of rejected) {
    refuse(totals, reason, batch.lines[index] ?? 0, message);
  }
}

async function* linesFrom(lines: AsyncIterable<Line>, first: number): AsyncGenerator<Line> {
  for await (const line of lines) if (line.number >= first) yield line;
}

/** The first line of each batch under way, and the last that was taken: a line may fill several. */
function createResumePoint(first: number) {
  const underWay = new Set<MessageBatch>();
  let last = first;
  return {
    begin(batch: MessageBatch): void {
      underWay.add(batch);
      last = batch.lines.at(-1) ?? last;
    },
    end(batch: MessageBatch): number {
      underWay.delete(batch);
      return Math.min(last, ...[...underWay].map(({ lines }) => lines[0] ?? last));
    },
  };
}

/**
 * Posts a file of one JSON object a line through the ingest endpoint. Safe to repeat where
 * messages have ids. Throws a StartError as soon as a batch cannot be posted.
 */
export async function replayFile(options: ReplayOptions): Promise<ReplayTotals> {
  const totals: ReplayTotals = {
    messages: 0,
    accepted: 0,
    requests: 0,
    resumeAt: options.fromLine ?? 1,
    unreadable: 0,
    refused: new Map(),
  };
  const resumePoint = createResumePoint(totals.resumeAt);
  const lines = linesFrom(readLines(options.file), totals.resumeAt);
  const batches = toBatches(lines, options.toMessages, options.batchSize, () => {
    totals.unreadable++;
  });
  const post = async (batch: MessageBatch): Promise<void> => {
    resumePoint.begin(batch);
    await postAndCount(batch, options.target, totals);
    totals.resumeAt = resumePoint.end(batch);
    options.onProgress(totals);
  };
  try {
    await pMap(batches, post, { concurrency: CONCURRENCY });
  } finally {
    await batches.return(undefined);
  }
  return totals;
}
