import { createHmac, randomBytes } from 'node:crypto';
import { BarometerError } from '../../model/barometer-error.ts';

const PREFIX = 'whsec_';
const MIN_KEY_BYTES = 24;
const MAX_KEY_BYTES = 64;

export interface SignatureInput {
  /** The alert's id, the same over all retries: receivers forget what they saw by it. */
  readonly id: string;
  /** Epoch milliseconds of this attempt; receivers allow five minutes. */
  readonly atMs: number;
  readonly body: string;
  /** The current one first; a second while receivers change over. */
  readonly secrets: readonly string[];
}

/** The headers of Standard Webhooks 1.0.0. Throws `invalid` without a usable secret. */
export function signatureHeaders({
  id,
  atMs,
  body,
  secrets,
}: SignatureInput): Record<string, string> {
  const timestamp = String(Math.floor(atMs / 1_000));
  const keys = secrets.map(keyOf);
  if (keys.length === 0) throw new BarometerError('invalid', 'a webhook has no secret to sign by');
  const signatures = keys.map((key) => {
    const digest = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    return `v1,${digest}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

export function webhookSecret(): string {
  return PREFIX + randomBytes(32).toString('base64');
}

/** What is wrong with a secret, without a word of it; undefined when it can sign. */
export function secretFault(secret: string): string | undefined {
  const text = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : undefined;
  if (text === undefined) return `must begin with ${PREFIX}`;
  const key = Buffer.from(text, 'base64');
  if (key.toString('base64') !== text) return `must be base64 after ${PREFIX}`;
  if (key.length < MIN_KEY_BYTES || key.length > MAX_KEY_BYTES) {
    return `has ${key.length} bytes, allowed are ${MIN_KEY_BYTES} to ${MAX_KEY_BYTES}`;
  }
  return undefined;
}

function keyOf(secret: string): Buffer {
  const fault = secretFault(secret);
  if (fault !== undefined) throw new BarometerError('invalid', `the webhook secret ${fault}`);
  return Buffer.from(secret.slice(PREFIX.length), 'base64');
}
