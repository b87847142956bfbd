import { parseArgs } from 'node:util';
import { quietSdk } from '../local/command/quiet-sdk.ts';
import { type LoadReport, loadOver } from './ingest/http-load.ts';
import { loadTargets, miscountTargets, unitTargets } from './ingest/ingest-targets.ts';
import { measureMiscounts } from './ingest/miscounts.ts';
import { printLoad, printMiscounts, printUnits } from './ingest/print-ingest.ts';
import { serveBarometer } from './ingest/served-barometer.ts';
import { measureWriteUnits, type WriteUnits } from './ingest/write-units.ts';
import { judgeTargets, type Target } from './target.ts';

const { values } = parseArgs({
  options: { small: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const wanted = (part: string) => values.only === undefined || values.only === part;

/**
 * Hours of a product. A backend with 8,000 events an hour fills a batch of 20 in nine seconds, one
 * with 40,000 a batch of 100. In the last row every event of a batch is of another user.
 */
const HOURS = [
  { events: 8_000, perRequest: 1 },
  { events: 8_000, perRequest: 20 },
  { events: 40_000, perRequest: 100 },
  { events: 40_000, perRequest: 20, scattered: true },
];

const SMALL_HOURS = [
  { events: 500, perRequest: 1 },
  { events: 8_000, perRequest: 20 },
  { events: 40_000, perRequest: 100 },
];

const size = values.small
  ? { hours: SMALL_HOURS, counted: 1_000, seconds: 3 }
  : { hours: HOURS, counted: 4_000, seconds: 8 };

quietSdk();
const targets: Target[] = [];
if (wanted('units')) {
  const units: WriteUnits[] = [];
  for (const hour of size.hours) units.push(await measureWriteUnits(hour));
  printUnits(units);
  targets.push(...unitTargets(units));
}
if (wanted('miscounts')) {
  const miscounts = await measureMiscounts(size.counted);
  printMiscounts(miscounts);
  targets.push(...miscountTargets(miscounts));
}
if (wanted('http')) {
  const loads: LoadReport[] = [];
  for (const perRequest of [1, 20, 100]) {
    const server = await serveBarometer();
    try {
      loads.push(await loadOver(server, perRequest, size.seconds));
    } finally {
      await server.close();
    }
  }
  printLoad(loads);
  targets.push(...loadTargets(loads));
}
process.exitCode = judgeTargets(targets);
