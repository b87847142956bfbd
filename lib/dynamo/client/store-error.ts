import { BarometerError } from '../../model/barometer-error.ts';

/** The names under which DynamoDB and the SDK say "not now". */
const TRANSIENT_ERRORS = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'LimitExceededException',
  'InternalServerError',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'TimeoutError',
  'RequestTimeout',
  'RequestTimeoutException',
  'NetworkingError',
  'AbortError',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
]);

function field(error: unknown, name: string): unknown {
  return error instanceof Error ? Reflect.get(error, name) : undefined;
}

function isTransient(error: unknown): boolean {
  if (
    TRANSIENT_ERRORS.has(String(field(error, 'name'))) ||
    TRANSIENT_ERRORS.has(String(field(error, 'code')))
  ) {
    return true;
  }
  return field(error, '$fault') === 'server' || field(error, '$retryable') !== undefined;
}

/** Throttling, time-outs and lost connections as `store_unavailable`; the rest as it is. */
export function toStoreError(cause: unknown): unknown {
  if (cause instanceof BarometerError || !isTransient(cause)) return cause;
  // A lost connection is an error named `Error`; its code says which.
  const what = String(field(cause, 'code') ?? field(cause, 'name'));
  return new BarometerError('store_unavailable', `the store does not answer: ${what}`, { cause });
}

/** Resolves with what the store returns, and fails with Barometer's own errors. */
export async function orStoreError<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    throw toStoreError(cause);
  }
}

/** The answer of a conditional write; undefined when the condition did not hold. */
export async function unlessConditionFailed<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (cause) {
    if (field(cause, 'name') === 'ConditionalCheckFailedException') return undefined;
    throw toStoreError(cause);
  }
}
