import type { TraitValue } from '../model/condition.ts';

export type Traits = Readonly<Record<string, TraitValue>>;

/** Who did it: a known user, or a browser that has not said yet. */
export interface Actor {
  readonly kind: 'user' | 'anonymous';
  readonly id: string;
}

/**
 * One event as a client posted it, whatever its dialect, after the HTTP wall has read its fields.
 * Absent means absent, null, empty or blank.
 */
export interface PostedEvent {
  readonly type: 'track' | 'identify' | 'group' | 'page' | 'screen' | 'alias';
  readonly userId?: string | undefined;
  readonly anonymousId?: string | undefined;
  readonly accountId?: string | undefined;
  /** The id that an alias folds into `userId`. */
  readonly previousId?: string | undefined;
  /** The event of a `track`, the name of a `page` or `screen`. */
  readonly name?: string | undefined;
  /** Of a `page` or `screen`: what comes before its name. */
  readonly category?: string | undefined;
  readonly messageId?: string | undefined;
  /** Epoch milliseconds as the client's clock had it, never corrected for skew. */
  readonly timestamp?: number | undefined;
  readonly traits?: Readonly<Record<string, unknown>> | undefined;
  /** Canonical text of the properties; only the identity of an event without a messageId depends on it. */
  readonly properties?: string | undefined;
}

/** An event that counts, as counter batches keep it. */
export interface AcceptedEvent {
  /** Its position in the request, from 0. */
  readonly index: number;
  readonly kind: 'track' | 'identify' | 'group' | 'alias';
  readonly actor?: Actor;
  readonly accountId?: string;
  /** The counted name; `$identify`, `$group` and `$alias` for calls that are no tracked event. */
  readonly event: string;
  /** Epoch milliseconds: its own timestamp, or the receipt where it has none. */
  readonly occurredAt: number;
  /** False when it had no timestamp: its messageId is then looked for on the day before, too. */
  readonly dated: boolean;
  /** 16 hex digits for (source, user or account as posted, messageId). */
  readonly fingerprint: string;
  /** The other id that an `identify` or `alias` says is the same person. */
  readonly link?: Actor;
  /** Of the user (`identify`) or the account (`group`); only traits that something names. */
  readonly traits?: Traits;
}

/** Every word under which an event may be refused; described in docs/api.md. */
export const REFUSAL_REASONS = [
  'malformed',
  'unknown_type',
  'no_user_id',
  'no_account_id',
  'no_previous_id',
  'no_event_name',
  'invalid_id',
  'invalid_event_name',
  'invalid_message_id',
  'invalid_timestamp',
  'too_old',
  'in_the_future',
  'too_large',
  'too_many_event_names',
  'suppressed',
  'invalid_count',
] as const;

export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** Why something does not count, in a word and in a sentence. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly message: string;
}

/** An event that does not count, by its position in the request, from 0. */
export interface RefusedEvent extends Refusal {
  readonly index: number;
}
