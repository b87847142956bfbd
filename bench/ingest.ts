import { parseArgs } from 'node:util';
import { quietSdk } from '../local/command/quiet-sdk.ts';
import { type LoadReport, loadOver } from './ingest/http-load.ts';
import { measureMiscounts } from './ingest/miscounts.ts';
import { printLoad, printMiscounts, printUnits } from './ingest/print-ingest.ts';
import { serveBarometer } from './ingest/served-barometer.ts';
import { measureWriteUnits, type WriteUnits } from './ingest/write-units.ts';

const { values } = parseArgs({ options: { only: { type: 'string' } } });
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

quietSdk();
if (wanted('units')) {
  const units: WriteUnits[] = [];
  for (const hour of HOURS) units.push(await measureWriteUnits(hour));
  printUnits(units);
}
if (wanted('miscounts')) {
  const miscounts = await measureMiscounts();
  printMiscounts(miscounts);
  if (miscounts[0]?.wrong !== 0) process.exitCode = 1;
}
if (wanted('http')) {
  const loads: LoadReport[] = [];
  for (const perRequest of [1, 20, 100]) {
    const server = await serveBarometer();
    try {
      loads.push(await loadOver(server, perRequest));
    } finally {
      await server.close();
    }
  }
  printLoad(loads);
}
