import { gatewayRequest } from '../../fixtures/gateway-request.ts';
import type { FunctionName } from '../../infra/settings.ts';
import { messages, productOf } from '../ingest/product-events.ts';

/** What a function is called with, and what it may take. */
export interface Order {
  readonly name: FunctionName;
  readonly what: string;
  readonly events: readonly unknown[];
  /** Processor milliseconds a call at the anchors' pace: some twice of what was measured. */
  readonly most: number;
}

/**
 * How many requests are made of each kind: of the hour to seal, each of which brings twelve users that
 * are new, of the usual size, as large as they may be, and reads.
 */
export const SIZES = {
  full: { sealed: 3_000, posted: 300, largest: 20, reads: 40 },
  small: { sealed: 300, posted: 300, largest: 8, reads: 20 },
};

type OrderSizes = (typeof SIZES)['full'];

export const EVENTS_A_REQUEST = 20;
export const USERS_A_REQUEST = 12;
/** As many of these as fit into the 500 KB of a request. */
const LARGEST_BATCH = 1_500;

const TAIL = { job: 'tail' };
const READS = [
  { path: '/v1/accounts', query: 'asOf=live&limit=200' },
  { path: '/v1/users', query: 'asOf=live&limit=200' },
  { path: '/v1/product', query: 'asOf=live' },
  { path: '/v1/features', query: 'asOf=live' },
  { path: '/v1/status', query: '' },
];

const grouped = (count: number) => count.toLocaleString('en-US');

function posts(key: string, now: number, requests: number, events: number): unknown[] {
  const next = messages(productOf(100_000), events);
  return Array.from({ length: requests }, () => {
    const batch = Array.from({ length: events }, () => next(now));
    return gatewayRequest('/v1/batch', { key, body: { batch } });
  });
}

function reads(key: string, requests: number): unknown[] {
  return Array.from({ length: requests }, (_, index) => {
    const { path = '', query = '' } = READS[index % READS.length] ?? {};
    return gatewayRequest(path, { method: 'GET', key, query });
  });
}

/** Deliveries to subscriptions that are gone: all but the post itself. */
function deliveries(): unknown[] {
  const delivery = { id: 'alert', subscriptionId: 'gone', payload: { type: 'x' }, attempt: 1 };
  const record = (messageId: string) => ({ messageId, body: JSON.stringify(delivery) });
  return Array.from({ length: 100 }, () => ({ Records: ['a', 'b', 'c', 'd', 'e'].map(record) }));
}

/** Returns the calls of a stack at rest. */
export function ordersAtRest(): Order[] {
  const events = Array.from({ length: 20 }, () => TAIL);
  return [{ name: 'tail', what: 'nothing came', events, most: 90 }];
}

/** Returns the calls that take events in, once the hour to seal was written. */
export function ordersOfEvents(key: string, now: number, sizes: OrderSizes): Order[] {
  const posted = sizes.posted * EVENTS_A_REQUEST + sizes.largest * LARGEST_BATCH;
  const sealed = sizes.sealed * EVENTS_A_REQUEST;
  return [
    {
      name: 'ingest',
      what: `${EVENTS_A_REQUEST} events a request`,
      events: posts(key, now, sizes.posted, EVENTS_A_REQUEST),
      most: 6,
    },
    {
      name: 'ingest',
      what: `${grouped(LARGEST_BATCH)} events a request`,
      events: posts(key, now, sizes.largest, LARGEST_BATCH),
      most: 90,
    },
    {
      name: 'tail',
      what: `${grouped(posted)} events of a minute`,
      events: [TAIL],
      most: 300 + 0.17 * posted,
    },
    {
      name: 'tail',
      what: 'the same again, for it reads two minutes twice',
      events: [TAIL],
      most: 300 + 0.11 * posted,
    },
    {
      name: 'seal',
      what: `${grouped(sealed)} events of an hour`,
      events: [{ job: 'seal' }],
      most: 500 + 0.08 * sealed,
    },
  ];
}

/** Returns the calls that read and deliver, once a run has scored the hour. */
export function ordersOfScores(key: string, sizes: OrderSizes): Order[] {
  const users = grouped(sizes.sealed * USERS_A_REQUEST);
  const lists = reads(key, sizes.reads);
  return [
    { name: 'api', what: `lists over ${users} users`, events: lists, most: 90 },
    { name: 'deliver', what: 'five messages', events: deliveries(), most: 20 },
  ];
}
