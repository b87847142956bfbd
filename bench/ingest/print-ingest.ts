import { dollars, functionCost, PRICES } from '../prices.ts';
import { print, printTable } from '../print.ts';
import type { LoadReport } from './http-load.ts';
import type { Miscounts } from './miscounts.ts';
import { DUPLICATES, RETRIED } from './posted-stream.ts';
import type { WriteUnits } from './write-units.ts';

const MILLION = 1e6;

/** As deployed: memory, and a warm call of which most is waiting for the put. */
const INGEST = { megabytes: 512, seconds: 0.012 };
/** Bytes of log a request: a line of figures and the access log. */
const LOG_BYTES = 600;

/** Returns what a million events cost in dollars, from the front door to the sealed hour. */
export function millionEvents({ perRequest, put, fold, foldReads }: WriteUnits) {
  const requests = MILLION / perRequest;
  const httpApi = requests * PRICES.httpRequest;
  const work = functionCost(requests, requests * INGEST.seconds, INGEST.megabytes);
  const store = MILLION * ((put + fold) * PRICES.writeUnit + foldReads * PRICES.readUnit);
  const logs = ((requests * LOG_BYTES) / 1e9) * PRICES.logGigabyte;
  return { httpApi, work, store, logs, all: httpApi + work + store + logs };
}

export function printUnits(all: readonly WriteUnits[]): void {
  print('Write units an event, from consumed capacity; ids of 28 characters');
  printTable(
    ['a request', 'users in it', 'events an hour', 'put', '+ fold', '= both', 'users new'],
    all.map(({ perRequest, usersARequest, events, put, fold, firstFold }) => [
      String(perRequest),
      usersARequest.toFixed(1),
      String(events),
      put.toFixed(4),
      fold.toFixed(4),
      (put + fold).toFixed(4),
      (put + firstFold).toFixed(4),
    ]),
  );
  print('A million events, from consumed units x list price: door, function, store, logs');
  printTable(
    ['a request', 'HTTP API', 'Lambda', 'DynamoDB', 'logs', 'all'],
    all.map((units) => {
      const { httpApi, work, store, logs, all: sum } = millionEvents(units);
      const name = `${units.perRequest}${units.scattered ? ', scattered' : ''}`;
      return [name, ...[httpApi, work, store, logs, sum].map(dollars)];
    }),
  );
}

export function printMiscounts(all: readonly Miscounts[]): void {
  print(
    `Miscounted cells, ${DUPLICATES * 100} % of events twice, ${RETRIED * 100} % of requests retried`,
  );
  printTable(
    ['', 'cells', 'wrong', 'write units an event'],
    all.map(({ name, cells, wrong, writes }) => {
      return [name, String(cells), String(wrong), writes.toFixed(3)];
    }),
  );
  print('  As a transaction, which the embedded store has not, the mark costs twice as much.');
  print();
}

export function printLoad(all: readonly LoadReport[]): void {
  print('HTTP against `npm start` on disk, over loopback on 16 connections kept open');
  printTable(
    ['a request', 'events/s', 'p50 ms', 'p99 ms', 'failed', 'CPU us an event', 'MB'],
    all.map(({ perRequest, eventsPerSecond, p50, p99, failed, processor, peakMegabytes }) => [
      String(perRequest),
      eventsPerSecond.toFixed(0),
      p50.toFixed(1),
      p99.toFixed(1),
      String(failed),
      `${processor.server.toFixed(0)} + ${processor.store.toFixed(0)}`,
      `${peakMegabytes.server.toFixed(0)} + ${peakMegabytes.store.toFixed(0)}`,
    ]),
  );
  print('  CPU and peak memory of the server + of its store');
  print();
}
