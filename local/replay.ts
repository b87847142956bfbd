import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { PROCESS_VARIABLES } from '../lib/runtime/services/environment.ts';
import { createProgressLine } from './command/progress-line.ts';
import { runCommand } from './command/run-command.ts';
import { StartError } from './command/start-error.ts';
import { parseMapping, type ToMessages, unmapped } from './replay/mapping.ts';
import { type ReplayTotals, replayFile } from './replay/replay-file.ts';
import { summary } from './replay/summary.ts';

const HELP = `Usage: npm run replay -- FILE [options]

Posts a file of one JSON event a line (plain or gzip) through the endpoint.

  --key KEY      write key (or BAROMETER_WRITE_KEY)
  --url URL      of the server, http://127.0.0.1:8787 (or BAROMETER_URL)
  --map FILE     mapping of other formats, see docs/replay.md
  --batch N      messages in a request, 100
`;

const MAX_BATCH = 2_500;

function readOptions(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        key: { type: 'string', default: PROCESS_VARIABLES['BAROMETER_WRITE_KEY'] ?? '' },
        url: {
          type: 'string',
          default: PROCESS_VARIABLES['BAROMETER_URL'] ?? 'http://127.0.0.1:8787',
        },
        map: { type: 'string' },
        batch: { type: 'string', default: '100' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : error}: see --help`);
  }
}

function batchSizeOf(text: string): number {
  const size = Number(text);
  if (/^\d+$/.test(text) && size >= 1 && size <= MAX_BATCH) return size;
  throw new StartError(`--batch must be a whole number from 1 to ${MAX_BATCH}, got '${text}'`);
}

async function mappingOf(path: string | undefined): Promise<ToMessages> {
  if (path === undefined) return unmapped;
  try {
    return parseMapping(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof StartError) throw new StartError(`${path}: ${error.message}`);
    throw new StartError(`cannot read ${path}: give a mapping file with --map`);
  }
}

function progressOf({ messages, refused }: ReplayTotals): string {
  const count = [...refused.values()].reduce((sum, { count: n }) => sum + n, 0);
  return `posted ${messages.toLocaleString('en-US')} messages, ${count} refused`;
}

await runCommand(async () => {
  const { values, positionals } = readOptions(process.argv.slice(2));
  const [file, ...others] = positionals;
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  if (file === undefined || others.length > 0) throw new StartError('give one FILE: see --help');
  if (values.key === '') throw new StartError('no write key: give one with --key');
  const started = performance.now();
  const progress = createProgressLine(process.stderr);
  const options = {
    file,
    target: { url: values.url.replace(/\/+$/, ''), key: values.key },
    toMessages: await mappingOf(values.map),
    batchSize: batchSizeOf(values.batch),
    onProgress: (totals: ReplayTotals) => progress.update(progressOf(totals)),
  };
  const totals = await replayFile(options).finally(() => progress.end());
  process.stdout.write(`${summary(totals, (performance.now() - started) / 1000)}\n`);
});
