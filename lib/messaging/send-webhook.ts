import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { BarometerError } from '../model/barometer-error.ts';
import { checkUrl, type GuardOptions, guardedLookup, type ResolveHost } from './address-guard.ts';
import { retryAfterMs } from './retry-schedule.ts';

const TIMEOUT_MS = 15_000;
const MAX_RESPONSE_BYTES = 65_536;

/** Statuses by which a receiver says when it wants to be asked again. */
const RETRY_LATER = new Set([429, 503]);
const GONE = 410;

export interface DeliveryRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The outcome of one attempt. Of an answer it has the status only, never the text. */
export type SendResult =
  | { readonly outcome: 'delivered'; readonly status: number }
  /** The receiver wants nothing more: 410. */
  | { readonly outcome: 'gone'; readonly status: number }
  | {
      readonly outcome: 'failed';
      readonly why: string;
      readonly status?: number;
      readonly retryAfterMs?: number;
    };

export type SendDelivery = (delivery: DeliveryRequest) => Promise<SendResult>;

export interface SenderOptions extends GuardOptions {
  readonly resolve: ResolveHost;
  /** Epoch milliseconds, to read a `Retry-After` that is a date. */
  readonly now: () => number;
  /** From the look-up of the name to the last byte of the answer. @default 15,000 */
  readonly timeoutMs?: number;
  /** Breaks off what is under way. */
  readonly signal?: AbortSignal;
}

interface ReceiverResponse {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

/** Posts to addresses that strangers chose; never follows a redirect and never throws. */
export function createSender(options: SenderOptions): SendDelivery {
  const { resolve, now, timeoutMs = TIMEOUT_MS } = options;
  return async (delivery) => {
    const checked = checkUrl(delivery.url, options);
    if (!checked.ok) return { outcome: 'failed', why: `the url ${checked.why}` };
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = options.signal ? AbortSignal.any([timeout, options.signal]) : timeout;
    try {
      const lookup = guardedLookup(resolve, checked.isLoopback);
      return sendResultOf(await post(checked.url, delivery, { lookup, signal }), now());
    } catch (error) {
      const why = timeout.aborted ? `no answer within ${timeoutMs} ms` : reasonOf(error);
      return { outcome: 'failed', why };
    }
  };
}

function sendResultOf({ status, retryAfter }: ReceiverResponse, now: number): SendResult {
  if (status >= 200 && status < 300) return { outcome: 'delivered', status };
  if (status === GONE) return { outcome: 'gone', status };
  const wait = RETRY_LATER.has(status) ? retryAfterMs(retryAfter, now) : undefined;
  return {
    outcome: 'failed',
    why: `the receiver answered ${status}`,
    status,
    ...(wait !== undefined && { retryAfterMs: wait }),
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof BarometerError) return error.message;
  const code = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return `the connection failed: ${typeof code === 'string' ? code : 'no code'}`;
}

function post(
  url: URL,
  { headers, body }: DeliveryRequest,
  { lookup, signal }: { readonly lookup: LookupFunction; readonly signal: AbortSignal },
): Promise<ReceiverResponse> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    let received: ReceiverResponse | undefined;
    const settle = (error: Error) => (received ? resolve(received) : reject(error));
    const posted: ClientRequest = request(url, {
      method: 'POST',
      // A connection of its own: none that was let through under other rules is taken up again.
      agent: false,
      lookup,
      signal,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Barometer-Webhooks/1',
        ...headers,
        'content-length': Buffer.byteLength(body),
      },
    });
    posted.on('response', (response) => {
      const { statusCode = 0, headers: answered } = response;
      received = { status: statusCode, retryAfter: answered['retry-after'] };
      drain(response, settle);
    });
    posted.on('error', settle);
    posted.on('close', () => settle(new Error('closed before an answer')));
    posted.end(body);
  });
}

/**
 * The status has said it all; the rest is read only so that a receiver in mid-answer sees no
 * broken connection. One that does not stop talking is cut off.
 */
function drain(response: IncomingMessage, settle: (error: Error) => void): void {
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_RESPONSE_BYTES) response.destroy();
  });
  response.on('error', settle);
}
