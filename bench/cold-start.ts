import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { gatewayRequest } from '../fixtures/gateway-request.ts';
import { FUNCTIONS } from '../infra/settings.ts';
import { bundle } from './bundle.ts';
import { type Measured, measuredFunction } from './functions/measured-function.ts';
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

/** It needs no store. */
const FIRST_REQUEST = gatewayRequest('/healthz', { method: 'GET' });
const NO_STORE = 'http://127.0.0.1:9';

async function startsOf(code: string): Promise<Measured[]> {
  const started: Measured[] = [];
  for (let times = 0; times < STARTS; times++) {
    const first = { name: 'ingest', events: [FIRST_REQUEST] } as const;
    started.push(await measuredFunction(first, code, NO_STORE));
  }
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
    const middle = (of: (each: Measured) => number) => median(result.map(of));
    const processor = middle((each) => each.processorOfImport + each.processor);
    const cells = [middle(({ imported }) => imported), middle(({ first }) => first), processor];
    printTable(['import', 'first answer', 'CPU of both'], [cells.map((ms) => ms.toFixed(0))]);
    return atMost(INGEST_MS, "CPU ms of a start of ingest at the anchors' pace", processor / pace);
  } finally {
    await rm(folder, { recursive: true });
  }
}

process.exitCode = judgeTargets([...(await sizes()), await starts()]);
