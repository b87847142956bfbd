import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { DEFAULTS } from '../../infra/settings.ts';
import { TABLE_NAME } from '../../local/store/local-stores.ts';
import type { Order } from './function-orders.ts';

const run = promisify(execFile);

/** What Lambda leaves to the heap of V8 by its own account: the rest is code, buffers and threads. */
const HEAP_SHARE = 0.75;

/** What the calls of one process came to, in milliseconds where nothing else is said. */
export interface Measured {
  readonly calls: number;
  readonly imported: number;
  readonly first: number;
  readonly longest: number;
  /** Processor time of the import. */
  readonly processorOfImport: number;
  /** Processor time of all calls, without the start of the process. */
  readonly processor: number;
  readonly peakMegabytes: number;
}

/** A new process as Lambda makes one: it imports the function and gets its events one by one. */
const PROCESS = `
import { readFileSync } from 'node:fs';
const events = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const context = { getRemainingTimeInMillis: () => 900_000, awsRequestId: 'bench' };
const processorNow = () => process.resourceUsage().userCPUTime + process.resourceUsage().systemCPUTime;
const [began, usedBefore] = [performance.now(), processorNow()];
const { handler } = await import(process.argv[1]);
const [imported, usedByImport] = [performance.now() - began, processorNow() - usedBefore];
const taken = [];
for (const event of events) {
  const since = performance.now();
  const answer = await handler(event, context);
  taken.push(performance.now() - since);
  if (answer?.statusCode >= 300) throw new Error(JSON.stringify(answer).slice(0, 500));
}
process.stderr.write('measured' + JSON.stringify({
  calls: events.length,
  imported,
  first: taken[0],
  longest: Math.max(...taken),
  processorOfImport: usedByImport / 1000,
  processor: (processorNow() - usedBefore - usedByImport) / 1000,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
}));
process.exit();
`;

function variables(endpoint: string): NodeJS.ProcessEnv {
  return {
    TABLE_NAME,
    STAGE: 'bench',
    RETENTION_DAYS: '400',
    SCORE_FUNCTION_NAME: 'none',
    BUS_NAME: 'none',
    TOPIC_ARN: 'arn:aws:sns:us-east-1:000000000000:none',
    DIGEST_TOPIC_ARN: 'arn:aws:sns:us-east-1:000000000000:none',
    WEBHOOK_QUEUE_URL: `${endpoint}/none`,
    WEBHOOK_DEAD_LETTERS_URL: `${endpoint}/none`,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

/**
 * Calls a bundled function in a process of its own, whose heap is as small as the memory deployed
 * leaves it; throws when a call fails or it runs out of memory.
 *
 * @param code the file of the function; its events are written beside it.
 */
export async function measuredFunction(
  { name, events }: Pick<Order, 'name' | 'events'>,
  code: string,
  endpoint: string,
): Promise<Measured> {
  const input = `${code}.json`;
  await writeFile(input, JSON.stringify(events));
  const heap = `--max-old-space-size=${Math.floor(DEFAULTS.memory[name] * HEAP_SHARE)}`;
  const args = [heap, '--input-type=module', '--eval', PROCESS, code, input];
  const options = { env: variables(endpoint), maxBuffer: 1e9 };
  const { stderr } = await run(process.execPath, args, options);
  return JSON.parse(stderr.slice(stderr.lastIndexOf('measured') + 'measured'.length)) as Measured;
}
