import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { FUNCTIONS } from '../infra/settings.ts';
import { bundle } from './bundle.ts';
import { median } from './median.ts';
import { print, printTable } from './print.ts';

/** The largest that ingest may be without the AWS SDK, minified. */
const INGEST_KB = 200;
const STARTS = 11;

/** What a new process does: imports the function, and answers a first request that needs no store. */
const PROBE = `
const began = performance.now();
const { handler } = await import(process.argv[1]);
const imported = performance.now();
const http = { method: 'GET', path: '/healthz', protocol: 'HTTP/1.1', sourceIp: '', userAgent: '' };
const requestContext = { requestId: 'r', http };
const event = { version: '2.0', rawPath: '/healthz', rawQueryString: '', headers: {}, requestContext };
const { statusCode } = await handler({ ...event, isBase64Encoded: false }, {
  getRemainingTimeInMillis: () => 10_000,
});
const answered = performance.now();
process.stdout.write(JSON.stringify({ statusCode, imported: imported - began, answered: answered - imported }));
process.exit();
`;

const ENVIRONMENT = {
  TABLE_NAME: 'bench',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

interface Start {
  readonly statusCode: number;
  readonly imported: number;
  readonly answered: number;
}

function start(file: string): Start {
  const options = { env: ENVIRONMENT, encoding: 'utf8' as const };
  const script = ['--input-type=module', '--eval', PROBE, file];
  return JSON.parse(execFileSync(process.execPath, script, options)) as Start;
}

const kilobytes = (bytes: number) => (bytes / 1024).toFixed(1);
const milliseconds = (values: readonly number[]) => median(values).toFixed(0);

async function sizes(): Promise<void> {
  const rows: string[][] = [];
  for (const name of FUNCTIONS) {
    const own = await bundle(name, ['@aws-sdk/*']);
    const whole = await bundle(name);
    const packed = gzipSync(whole).length;
    rows.push([name, kilobytes(own.length), kilobytes(whole.length), kilobytes(packed)]);
    if (name === 'ingest' && own.length > INGEST_KB * 1024) process.exitCode = 1;
  }
  print(`size of the minified functions in KB; ingest may have ${INGEST_KB} without the SDK`);
  printTable(['function', 'own', 'with SDK', 'gzip'], rows);
}

async function starts(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'barometer-bench-'));
  const file = join(folder, 'ingest.mjs');
  await writeFile(file, await bundle('ingest'));
  const measured = Array.from({ length: STARTS }, () => start(file));
  await rm(folder, { recursive: true });
  const first = measured[0]?.statusCode;
  print(`start of ingest in a new process, median of ${STARTS} in ms; it answered ${first}`);
  const imported = milliseconds(measured.map((each) => each.imported));
  const answered = milliseconds(measured.map((each) => each.answered));
  printTable(['import', 'first answer'], [[imported, answered]]);
}

await sizes();
await starts();
