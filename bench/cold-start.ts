import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { FUNCTIONS } from '../infra/settings.ts';
import { bundle } from './bundle.ts';
import { median } from './median.ts';
import { paceDuring } from './pace-during.ts';
import { print, printTable } from './print.ts';
import { atMost, judgeTargets, type Target } from './target.ts';

const { values } = parseArgs({ options: { small: { type: 'boolean', default: false } } });
const STARTS = values.small ? 7 : 21;

/** The largest that ingest may be without the AWS SDK, minified. */
const INGEST_KB = 200;
/** Processor milliseconds of import and first answer, at the anchors' pace. */
const INGEST_MS = 100;

const run = promisify(execFile);

/** What a new process does: imports the function, and answers a first request that needs no store. */
const PROBE = `
const [began, usedBefore] = [performance.now(), process.cpuUsage()];
const { handler } = await import(process.argv[1]);
const imported = performance.now();
const http = { method: 'GET', path: '/healthz', protocol: 'HTTP/1.1', sourceIp: '', userAgent: '' };
const requestContext = { requestId: 'r', http };
const event = { version: '2.0', rawPath: '/healthz', rawQueryString: '', headers: {}, requestContext };
const { statusCode } = await handler({ ...event, isBase64Encoded: false }, {
  getRemainingTimeInMillis: () => 10_000,
});
const answered = performance.now();
const used = process.cpuUsage(usedBefore);
process.stdout.write(JSON.stringify({
  statusCode,
  imported: imported - began,
  answered: answered - imported,
  processor: (used.user + used.system) / 1000,
}));
process.exit();
`;

const ENVIRONMENT = {
  TABLE_NAME: 'bench',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

/** Milliseconds. */
interface Start {
  readonly statusCode: number;
  readonly imported: number;
  readonly answered: number;
  /** Of both together. */
  readonly processor: number;
}

async function start(file: string): Promise<Start> {
  const script = ['--input-type=module', '--eval', PROBE, file];
  const { stdout } = await run(process.execPath, script, { env: ENVIRONMENT });
  const started = JSON.parse(stdout) as Start;
  if (started.statusCode !== 200) throw new Error(`ingest answered ${started.statusCode}`);
  return started;
}

async function startsOf(file: string): Promise<Start[]> {
  const started: Start[] = [];
  for (let times = 0; times < STARTS; times++) started.push(await start(file));
  return started;
}

const kilobytes = (bytes: number) => (bytes / 1024).toFixed(1);

async function sizes(): Promise<Target[]> {
  const rows: string[][] = [];
  const targets: Target[] = [];
  for (const name of FUNCTIONS) {
    const own = await bundle(name, ['@aws-sdk/*']);
    const whole = await bundle(name);
    const packed = gzipSync(whole).length;
    rows.push([name, kilobytes(own.length), kilobytes(whole.length), kilobytes(packed)]);
    if (name === 'ingest') targets.push(atMost(INGEST_KB, 'KB of ingest', own.length / 1024));
  }
  print('size of the minified functions in KB');
  printTable(['function', 'own', 'with SDK', 'gzip'], rows);
  return targets;
}

async function starts(): Promise<Target> {
  const folder = await mkdtemp(join(tmpdir(), 'barometer-bench-'));
  try {
    const file = join(folder, 'ingest.mjs');
    await writeFile(file, await bundle('ingest'));
    const { result, pace } = await paceDuring(() => startsOf(file));
    print(`start of ingest in a new process, median of ${STARTS} in ms`);
    const middle = (of: (each: Start) => number) => median(result.map(of));
    const processor = middle((each) => each.processor);
    const cells = [middle((each) => each.imported), middle((each) => each.answered), processor];
    printTable(['import', 'first answer', 'CPU of both'], [cells.map((ms) => ms.toFixed(0))]);
    return atMost(INGEST_MS, "CPU ms of a start of ingest at the anchors' pace", processor / pace);
  } finally {
    await rm(folder, { recursive: true });
  }
}

process.exitCode = judgeTargets([...(await sizes()), await starts()]);
