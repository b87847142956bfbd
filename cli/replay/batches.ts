import type { ReplayedMessage, ToMessages } from './mapping.ts';
import type { Line } from './read-lines.ts';

/** Messages that are posted together, with the line each came from. */
export interface MessageBatch {
  readonly messages: readonly ReplayedMessage[];
  readonly lines: readonly number[];
}

/** The endpoint takes 500 KB; the rest is room for the envelope and for characters of many bytes. */
const MAX_BATCH_CHARACTERS = 240_000;

interface LineMessage {
  readonly message: ReplayedMessage;
  readonly line: number;
}

function rowOf(line: Line): object | undefined {
  try {
    const row: unknown = JSON.parse(line.text);
    return typeof row === 'object' && row !== null && !Array.isArray(row) ? row : undefined;
  } catch {
    return undefined;
  }
}

async function* messagesOf(
  lines: AsyncIterable<Line>,
  toMessages: ToMessages,
  onUnreadable: () => void,
): AsyncGenerator<LineMessage> {
  for await (const line of lines) {
    const row = rowOf(line);
    if (!row) onUnreadable();
    for (const message of row ? toMessages(row) : []) yield { message, line: line.number };
  }
}

function batchOf(taken: readonly LineMessage[]): MessageBatch {
  return { messages: taken.map(({ message }) => message), lines: taken.map(({ line }) => line) };
}

/**
 * Cuts lines into batches of at most `size` messages, in their order; `onUnreadable` is called for a line
 * that is no JSON object.
 */
export async function* toBatches(
  lines: AsyncIterable<Line>,
  toMessages: ToMessages,
  size: number,
  onUnreadable: () => void,
): AsyncGenerator<MessageBatch> {
  let taken: LineMessage[] = [];
  let characters = 0;
  for await (const next of messagesOf(lines, toMessages, onUnreadable)) {
    const length = JSON.stringify(next.message).length;
    const full = taken.length === size || characters + length > MAX_BATCH_CHARACTERS;
    if (full && taken.length > 0) {
      yield batchOf(taken);
      [taken, characters] = [[], 0];
    }
    taken.push(next);
    characters += length;
  }
  if (taken.length > 0) yield batchOf(taken);
}
