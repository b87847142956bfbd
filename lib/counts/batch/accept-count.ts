import { dayFault, type Receipt } from '../../events/accepted-window.ts';
import type { Refusal } from '../../events/event.ts';
import { refuse } from '../../events/refuse.ts';
import { MAX_EVENT_NAME, MAX_ID, textFault } from '../../events/text-limits.ts';
import { isDay } from '../../model/day.ts';
import type { PostedCount } from './counter-batch.ts';

/** One daily summary as it was posted, after the HTTP wall has read its fields. */
export interface UncheckedCount {
  readonly userId: string | undefined;
  readonly accountId: string | undefined;
  readonly event: string | undefined;
  readonly day: unknown;
  readonly count: unknown;
  /** The version of the whole request: a higher one takes the place of a lower one. */
  readonly version: number | undefined;
}

function idFault({ userId, accountId }: UncheckedCount): Refusal | undefined {
  if (userId === undefined && accountId === undefined) {
    return refuse('no_user_id', 'there is neither userId nor accountId');
  }
  for (const id of [userId, accountId]) {
    const fault = id === undefined ? undefined : textFault(id, MAX_ID);
    if (fault) return refuse('invalid_id', `an id ${fault}`);
  }
  return undefined;
}

function eventFault(event: string | undefined): Refusal | undefined {
  if (event === undefined) return refuse('no_event_name', 'a count needs an event');
  const fault = textFault(event, MAX_EVENT_NAME);
  return fault ? refuse('invalid_event_name', `the event ${fault}`) : undefined;
}

function cellFault({ day, count }: UncheckedCount, receipt: Receipt): Refusal | undefined {
  if (typeof day !== 'string' || !isDay(day)) {
    return refuse('invalid_timestamp', 'day must be a calendar day such as 2026-11-21');
  }
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0) {
    return refuse('invalid_count', 'count must be a whole number of 0 or more');
  }
  return dayFault(day, receipt);
}

type IsSuppressed = (kind: 'user', id: string) => boolean;

/** A daily summary that will set its cell, or why not; `index` is that in the request, from 0. */
export function acceptCount(
  posted: UncheckedCount,
  index: number,
  receipt: Receipt,
  isSuppressed?: IsSuppressed,
): PostedCount | Refusal {
  const { userId, accountId, version } = posted;
  const event = posted.event?.normalize('NFC');
  const fault = idFault(posted) ?? eventFault(event) ?? cellFault(posted, receipt);
  if (fault) return fault;
  if (userId !== undefined && isSuppressed?.('user', userId)) {
    return refuse('suppressed', 'the user was erased and is not taken in again');
  }
  return {
    index,
    ...(userId !== undefined && { userId }),
    ...(accountId !== undefined && { accountId }),
    event: String(event),
    day: String(posted.day),
    count: Number(posted.count),
    ...(version !== undefined && { version }),
  };
}
