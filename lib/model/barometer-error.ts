/** What went wrong, as a word a program can act on. */
export type ErrorCode =
  /** The store refused or could not be reached; trying again later may help. */
  | 'store_unavailable'
  /** Somebody else wrote first; read again and repeat. */
  | 'conflict'
  /** The request can never succeed as it is. */
  | 'invalid'
  /** The thing named does not exist. */
  | 'not_found'
  /** Nothing was scored for the day asked about; a run would. */
  | 'no_snapshot'
  /** Stored bytes are not what this release can read. */
  | 'unreadable';

/** One wrong field of a request: where it is (`events.Task Completed.weight`) and what is allowed. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

/**
 * The one error class of Barometer. Expected outcomes are values; this is for the rest.
 * The message is lower case without a full stop: what was got and what is allowed.
 */
export class BarometerError extends Error {
  override readonly name = 'BarometerError';
  readonly code: ErrorCode;
  readonly faults: readonly Fault[];

  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly faults?: readonly Fault[] } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.faults = options.faults ?? [];
  }
}
