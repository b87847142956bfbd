import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { FunctionName } from '../../infra/settings.ts';
import { TABLE_NAME } from '../../local/store/local-stores.ts';
import { bundle } from '../bundle.ts';

const run = promisify(execFile);

/** What Lambda leaves to the heap of V8 by its own account: the rest is code, buffers and threads. */
const HEAP_SHARE = 0.75;

/** What the calls of one process came to. */
export interface Measured {
  readonly calls: number;
  /** Of all calls, without the start of the process. */
  readonly processorMilliseconds: number;
  readonly longestMilliseconds: number;
  readonly peakMegabytes: number;
}

/** A new process as Lambda makes one: it imports the function and gets its events one by one. */
const PROCESS = `
import { readFileSync } from 'node:fs';
const { handler } = await import(process.argv[1]);
const events = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const context = { getRemainingTimeInMillis: () => 900_000, awsRequestId: 'bench' };
const began = process.cpuUsage();
let longest = 0;
for (const event of events) {
  const since = performance.now();
  const answer = await handler(event, context);
  longest = Math.max(longest, performance.now() - since);
  if (answer?.statusCode >= 300) throw new Error(JSON.stringify(answer).slice(0, 500));
}
const { user, system } = process.cpuUsage(began);
process.stderr.write('measured' + JSON.stringify({
  calls: events.length,
  processorMilliseconds: (user + system) / 1000,
  longestMilliseconds: longest,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
}));
process.exit();
`;

export interface FunctionOrder {
  readonly name: FunctionName;
  /** As deployed: its heap is made as small as this leaves it. */
  readonly megabytes: number;
  readonly endpoint: string;
  readonly folder: string;
  readonly events: readonly unknown[];
}

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

/** Calls a bundled function in a process of its own; throws when a call fails or it runs out of memory. */
export async function measuredFunction(order: FunctionOrder): Promise<Measured> {
  const { name, megabytes, endpoint, folder, events } = order;
  const [code, input] = [join(folder, `${name}.mjs`), join(folder, `${name}.json`)];
  await writeFile(code, await bundle(name));
  await writeFile(input, JSON.stringify(events));
  const heap = `--max-old-space-size=${Math.floor(megabytes * HEAP_SHARE)}`;
  const args = [heap, '--input-type=module', '--eval', PROCESS, code, input];
  const options = { env: variables(endpoint), maxBuffer: 1e9 };
  const { stderr } = await run(process.execPath, args, options);
  return JSON.parse(stderr.slice(stderr.lastIndexOf('measured') + 'measured'.length)) as Measured;
}
