import type { RefusedEvent } from '../events/event.ts';
import { BarometerError, type ErrorCode, type Fault } from '../model/barometer-error.ts';

/** Every problem there is: its status and its title. */
const PROBLEMS = {
  invalid: [400, 'The request is not valid'],
  unparseable: [400, 'The body cannot be read'],
  rejected: [400, 'Some events were refused and nothing was stored'],
  unauthenticated: [401, 'A valid key is needed'],
  forbidden: [403, 'The key may not do this'],
  not_found: [404, 'There is no such thing'],
  no_snapshot: [404, 'There are no scores of that day'],
  method_not_allowed: [405, 'The method is not allowed here'],
  conflict: [409, 'Somebody else was first'],
  too_large: [413, 'The request is too large'],
  unsupported_encoding: [415, 'The content encoding cannot be read'],
  too_many_requests: [429, 'Too many requests'],
  internal: [500, 'Something is wrong with the server'],
  unreadable: [500, 'Stored data cannot be read by this release'],
  unavailable: [503, 'The store cannot be reached'],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

export type ProblemKind = keyof typeof PROBLEMS;

export const PROBLEM_KINDS = Object.keys(PROBLEMS) as readonly ProblemKind[];

export type ProblemHeaders = Readonly<Record<string, string>>;

/** No posted body can have it: a body with the fields of a problem is still a body. */
const BRAND = Symbol('problem');

/** An answer that is not what was asked for: RFC 9457, with the faults field by field. */
export interface Problem {
  readonly [BRAND]: true;
  readonly kind: ProblemKind;
  readonly status: number;
  readonly headers: ProblemHeaders;
  readonly body: {
    readonly type: string;
    readonly title: string;
    readonly status: number;
    /** The last part of `type`, for programs. */
    readonly code: ProblemKind;
    readonly detail: string;
    /** The detail again: clients of Segment and RudderStack in Python read it and retry without it. */
    readonly message: string;
    readonly errors?: readonly Fault[];
    /** Of ingest with `?strict=1`. */
    readonly rejected?: readonly RefusedEvent[];
  };
}

/** Seconds after which a client may try again: long enough to be worth it, short of its patience. */
const RETRY_AFTER_S = 5;
const RETRYABLE: ReadonlySet<ProblemKind> = new Set(['unavailable', 'too_many_requests']);

export function problem(
  kind: ProblemKind,
  detail: string,
  extra: { readonly errors?: readonly Fault[]; readonly headers?: ProblemHeaders } = {},
): Problem {
  const [status, title] = PROBLEMS[kind];
  const errors = extra.errors && extra.errors.length > 0 ? { errors: extra.errors } : {};
  const retry = RETRYABLE.has(kind) ? { 'retry-after': String(RETRY_AFTER_S) } : {};
  return {
    [BRAND]: true,
    kind,
    status,
    headers: { ...retry, ...extra.headers },
    body: {
      type: `https://barometer.dev/problems/${kind}`,
      title,
      status,
      code: kind,
      detail,
      message: detail,
      ...errors,
    },
  };
}

/** Tells a problem from the value it stands in for. */
export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && BRAND in value;
}

const KIND_BY_CODE: Readonly<Record<ErrorCode, ProblemKind>> = {
  store_unavailable: 'unavailable',
  conflict: 'conflict',
  invalid: 'invalid',
  not_found: 'not_found',
  no_snapshot: 'no_snapshot',
  unreadable: 'unreadable',
};

/** Returns the problem for something thrown; the insides of an unknown error stay inside. */
export function problemOf(thrown: unknown): Problem {
  if (!(thrown instanceof BarometerError)) {
    return problem('internal', 'the request could not be served; the log has the reason');
  }
  return problem(KIND_BY_CODE[thrown.code], thrown.message, { errors: thrown.faults });
}
