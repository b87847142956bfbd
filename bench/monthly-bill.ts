import { quietSdk } from '../local/command/quiet-sdk.ts';
import { EVENTS_A_REQUEST, measureUnits } from './measured-units.ts';
import { functionCost, OTHERS, PRICES, storeCost } from './prices.ts';
import { print, printTable } from './print.ts';
import { atMost, judgeTargets } from './target.ts';

/** A month, with point-in-time recovery at 0.20. */
const STORED_GIGABYTE = PRICES.storedGigabyte + 0.2;

const EVENTS = [1e6, 1e7, 1e8, 1e9];
const USERS = [1e4, 1e5, 1e6];

const DAYS = 30;
const RUNS = DAYS * 24;
const TAILS = DAYS * 24 * 60;

/**
 * One scoring run over 10,000 users with 80 days of history and three windows, from
 * `npm run bench:score`; what a run consumes grows linearly with the users.
 */
const LIVE = { read: 1_180, write: 475, seconds: 2.6 };
const CLOSE = { read: 1_384, write: 1_664, seconds: 3.4 };
const RUN_USERS = 10_000;

/** As deployed: memory in MB, and seconds of a call, of which the warm ingest was measured. */
const INGEST = { megabytes: 512, seconds: 0.012 };
const TAIL = { megabytes: 1024, seconds: 0.1 };
const SCORE = { megabytes: 3008 };

/** Bytes of log: a metric line and an access line a request, two lines a tail. */
const LOG = { request: 600, tail: 500 };
/** Each batch is read by the tail three times, for a minute's tail reads two minutes twice. */
const TAIL_READS = 3;
/** Bytes stored: an event in a batch for ten days, and an active user's day for 400. */
const STORED = { event: 45, userDay: 27, active: 0.4, retentionDays: 400 };
/** Lambda asks the queue of the webhooks with five pollers, each of which waits twenty seconds. */
const POLLS = DAYS * 24 * 60 * 60 * (5 / 20);
const ALARMS = 18;
const METRICS = { idle: 2, busy: 8 };

type MeasuredUnits = Awaited<ReturnType<typeof measureUnits>>;

const logged = (bytes: number) => (bytes / 1e9) * PRICES.logGigabyte;

/** What a stack costs at rest: the tail every minute, hourly runs over nobody, alarms. */
function idle(units: MeasuredUnits): number {
  const tail =
    storeCost(units.idleTail) +
    functionCost(1, TAIL.seconds, TAIL.megabytes) +
    logged(LOG.tail) +
    PRICES.schedule;
  const runs = functionCost(1, 1, SCORE.megabytes) + PRICES.trace + PRICES.schedule;
  const watching = ALARMS * PRICES.alarm + METRICS.idle * PRICES.metric;
  return TAILS * tail + 2 * RUNS * runs + POLLS * PRICES.queueRequest + watching;
}

function forRequests(events: number, units: MeasuredUnits): number {
  const { putARequest, tailARequest, sealARequest } = units;
  const front = PRICES.httpRequest + functionCost(1, INGEST.seconds, INGEST.megabytes);
  const fold = storeCost(sealARequest) + TAIL_READS * tailARequest.read * PRICES.readUnit;
  const stored = (events * STORED.event * (10 / DAYS) * STORED_GIGABYTE) / 1e9;
  // One request a second is traced, and of the others a twentieth.
  const traced = PRICES.trace * 0.05;
  const each = front + storeCost(putARequest) + fold + logged(LOG.request) + traced;
  return (events / EVENTS_A_REQUEST) * each + stored;
}

function forUsers(users: number): number {
  const run = ({ seconds, ...units }: typeof LIVE) =>
    storeCost(units) + functionCost(0, seconds, SCORE.megabytes);
  const runs = RUNS * run(LIVE) + DAYS * run(CLOSE);
  // A profile is written when something in it changes: taken as three times a month.
  const profile = 3 * PRICES.writeUnit;
  const days = STORED.active * STORED.retentionDays * STORED.userDay;
  return (users / RUN_USERS) * runs + users * (profile + (days / 1e9) * STORED_GIGABYTE);
}

const dollars = (amount: number) =>
  `$${amount < 100 ? amount.toFixed(2) : Math.round(amount).toLocaleString('en-US')}`;
const count = (number: number) => number.toLocaleString('en-US');

quietSdk();
const units = await measureUnits();
const rest = idle(units);
const busy = (METRICS.busy - METRICS.idle) * PRICES.metric;
const { putARequest, sealARequest, idleTail } = units;
print(
  `write units an event: put ${(putARequest.write / EVENTS_A_REQUEST).toFixed(4)}, seal ${(sealARequest.write / EVENTS_A_REQUEST).toFixed(4)}`,
);
print(`an idle tail: ${idleTail.read} read units, ${idleTail.write} write units`);
print(`at rest: ${dollars(rest)} a month\n`);
const monthly = (events: number, users: number) =>
  rest + busy + forRequests(events, units) + forUsers(users);
printTable(
  ['USD a month, events', ...EVENTS.map(count)],
  [
    ...USERS.map((users) => [
      `${count(users)} users`,
      ...EVENTS.map((each) => dollars(monthly(each, users))),
    ]),
    ...OTHERS.map(({ name, bills }) => [
      name,
      ...bills.map((amount) => (amount === undefined ? '-' : dollars(amount))),
    ]),
  ],
);
process.exitCode = judgeTargets([
  atMost(0.055, 'write units an event of the put', putARequest.write / EVENTS_A_REQUEST),
  atMost(0.05, 'write units an event of the seal', sealARequest.write / EVENTS_A_REQUEST),
  atMost(6, 'read units of an idle tail', idleTail.read),
  atMost(1, 'write units of an idle tail', idleTail.write),
  atMost(3, 'USD a month at rest', rest),
  atMost(13, 'USD a month of 10M events and 100,000 users', monthly(1e7, 1e5)),
  atMost(60, 'USD a month of 10M events and 1M users', monthly(1e7, 1e6)),
]);
