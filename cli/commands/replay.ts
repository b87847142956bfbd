import { readFile } from 'node:fs/promises';
import { createProgressLine } from '../../local/command/progress-line.ts';
import { StartError } from '../../local/command/start-error.ts';
import type { Call, Command } from '../command.ts';
import { addressOf } from '../connect.ts';
import { errorMessage } from '../error-message.ts';
import { parseMapping, unmapped } from '../replay/mapping.ts';
import { type ReplayOptions, type ReplayTotals, replayFile } from '../replay/replay-file.ts';
import { openReplayState, type ReplayState } from '../replay/replay-state.ts';
import { summary } from '../replay/summary.ts';
import { onlyArgument, UsageError } from '../usage-error.ts';

const MAX_BATCH = 2_500;
const SAVED_EVERY_MS = 1_000;

function batchSizeOf(text = '100'): number {
  const size = Number(text);
  if (/^\d+$/.test(text) && size >= 1 && size <= MAX_BATCH) return size;
  throw new UsageError(`--batch must be a whole number from 1 to ${MAX_BATCH}, got '${text}'`);
}

async function mappingOf(path: string | undefined): Promise<ReplayOptions['toMessages']> {
  if (path === undefined) return unmapped;
  try {
    return parseMapping(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof StartError) throw new StartError(`${path}: ${error.message}`);
    throw new StartError(`cannot read ${path}: give a mapping file with --map`);
  }
}

async function optionsOf(call: Call, file: string): Promise<Omit<ReplayOptions, 'onProgress'>> {
  const key = call.text('key') ?? call.io.variables['BAROMETER_WRITE_KEY'];
  if (!key) throw new StartError('there is no write key: give --key or BAROMETER_WRITE_KEY');
  const batchSize = batchSizeOf(call.text('batch'));
  const url = await addressOf(call.options, call.io);
  return { file, target: { url, key }, toMessages: await mappingOf(call.text('map')), batchSize };
}

/**
 * Saves how far a replay is, one writing at a time. A file that cannot be written stops nothing: what
 * can be posted is posted, and somebody is told once.
 */
function saver(state: ReplayState, onFailure: (why: string) => void) {
  let savedAt = performance.now();
  let writing: Promise<unknown> = Promise.resolve();
  let isTold = false;
  const save = async (line: number): Promise<boolean> => {
    try {
      await state.save(line);
      return true;
    } catch (error) {
      if (!isTold) onFailure(errorMessage(error));
      isTold = true;
      return false;
    }
  };
  return {
    note({ resumeAt }: ReplayTotals): void {
      if (performance.now() - savedAt < SAVED_EVERY_MS) return;
      savedAt = performance.now();
      writing = writing.then(() => save(resumeAt));
    },
    settled: () => writing,
    /** Saves a last line; returns whether the same command will go on there. */
    async finish(line: number): Promise<boolean> {
      await writing;
      return save(line);
    },
  };
}

function progressOf({ messages, refused }: ReplayTotals): string {
  const count = [...refused.values()].reduce((sum, { count: n }) => sum + n, 0);
  return `posted ${messages.toLocaleString('en-US')} messages, ${count} refused`;
}

async function replay(call: Call, file: string): Promise<void> {
  const options = await optionsOf(call, file);
  const path = call.text('state') ?? `${file}.replay.json`;
  const state = await openReplayState(path, file, options.target.url);
  if (state.line > 1) call.io.err(`going on at line ${state.line}`);
  const progress = createProgressLine(call.io.progress);
  const saving = saver(state, (why) => call.io.err(`cannot keep how far it is: ${why}`));
  let last = state.line;
  const started = performance.now();
  const onProgress = (totals: ReplayTotals) => {
    last = totals.resumeAt;
    progress.update(progressOf(totals));
    saving.note(totals);
  };
  try {
    const totals = await replayFile({ ...options, fromLine: state.line, onProgress }).finally(() =>
      progress.end(),
    );
    await saving.settled();
    await state.done();
    call.show({ ...totals, refused: Object.fromEntries(totals.refused) }, () =>
      summary(totals, (performance.now() - started) / 1000),
    );
  } catch (error) {
    const next = (await saving.finish(last)) ? last : state.line;
    throw new StartError(`${errorMessage(error)}\nthe same command goes on at line ${next}`);
  }
}

export const replayCommand: Command = {
  name: 'replay',
  summary: 'post a file of events; goes on where it broke off',
  usage: `Usage: barometer replay FILE --key WRITE_KEY [--map FILE] [--batch N]

Posts one JSON event a line, plain or gzip. --key is a write key here (or
BAROMETER_WRITE_KEY). --map is for other formats: docs/replay.md. How far it is
stands in FILE.replay.json (--state FILE for another) until all is posted.`,
  options: {
    map: { type: 'string' },
    batch: { type: 'string' },
    state: { type: 'string' },
  },
  run: (call) => replay(call, onlyArgument(call.positionals, 'one FILE')),
};
