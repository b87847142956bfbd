import { MS_PER_DAY } from '../../../lib/model/day.ts';
import { MS_PER_HOUR } from '../../../lib/model/hour.ts';

/** An event as it is posted, and under which cell it has to count. */
export interface Posted {
  readonly wire: Readonly<Record<string, unknown>>;
  readonly user: string;
  readonly anonymous: string;
  readonly account: string;
  readonly event: string;
  /** Its own timestamp; undefined for an event that counts on the day it comes in. */
  readonly at: number | undefined;
}

export interface PostedRequest {
  readonly path: string;
  readonly body: unknown;
  readonly events: readonly Posted[];
}

const NAMES = ['Task Completed', 'Report Viewed', '__proto__', 'constructor', 'Café #1', 'Opened'];
const USERS = 300;
const ACCOUNTS = 40;

type Next = (limit: number) => number;
type Subject = Pick<Posted, 'user' | 'anonymous' | 'account'>;

/** Most users belong to one account, some events name none, some only an account. */
function subject(next: Next): Subject {
  const kind = next(100);
  const number = next(USERS);
  const account = kind % 5 === 0 ? '' : `account ${number % ACCOUNTS}`;
  if (kind < 5) return { user: '', anonymous: `visitor/${number}`, account };
  if (kind < 9) return { user: '', anonymous: '', account: `account ${number % ACCOUNTS}` };
  return { user: `user#${number}`, anonymous: '', account };
}

/** Most requests tell of the last minutes; some tell of a day gone by, a few of one to come. */
function placeInTime(next: Next, now: number): number {
  const kind = next(100);
  if (kind < 5) return now - next(7 * MS_PER_DAY);
  return kind < 6 ? now + next(23 * MS_PER_HOUR) : now;
}

function idsOf({ user, anonymous, account }: Subject) {
  return {
    ...(user && { userId: user }),
    ...(anonymous && { anonymousId: anonymous }),
    ...(account && { context: { groupId: account } }),
  };
}

function posterOf({ user, anonymous, account }: Subject): string {
  return user || anonymous || account;
}

type Call = Pick<Posted, 'event'> & { readonly wire: Readonly<Record<string, unknown>> };

/** The call, and by hand the name under which it has to count. */
function call(next: Next, who: Subject): Call {
  const kind = next(100);
  if (kind < 3) return { wire: { type: 'page', name: 'Plan' }, event: 'Viewed Plan Page' };
  if (kind < 6 && who.user) {
    return { wire: { type: 'identify', traits: { name: who.user } }, event: '$identify' };
  }
  if (kind < 9 && who.account) {
    return { wire: { type: 'group', groupId: who.account }, event: '$group' };
  }
  const event = NAMES[next(NAMES.length)] ?? '';
  return { wire: { type: 'track', event }, event };
}

function posted(next: Next, now: number, messageId: string): Posted {
  const who = subject(next);
  const { wire, event } = call(next, who);
  const at = next(100) < 3 ? undefined : now - next(600_000);
  const timestamp = at === undefined ? {} : { timestamp: new Date(at).toISOString() };
  return { wire: { ...wire, ...idsOf(who), messageId, ...timestamp }, ...who, event, at };
}

/** Mostly of a while ago, some from the beginning. */
const RECENT = 300;

/** An event that goes out again: one without a timestamp only at once, see `eventIdentity`. */
function copied(next: Next, past: readonly Posted[]): Posted | undefined {
  const span = next(10) === 0 ? past.length : Math.min(RECENT, past.length);
  const older = past[past.length - 1 - next(span)];
  return older?.at === undefined ? past.at(-1) : older;
}

/**
 * Events without end, each with a messageId of its own, but for one in fifty that has the one of
 * somebody else's event.
 */
function eventsFrom(next: Next) {
  const past: Posted[] = [];
  return {
    past,
    event(now: number): Posted {
      const made = past.length + 1;
      const event = posted(next, now, `m${made}`);
      const before = past.at(-1);
      const isShared = next(50) === 0 && before?.wire['messageId'] === `m${made - 1}`;
      const isAnothers = before && posterOf(before) !== posterOf(event);
      const messageId = isShared && isAnothers ? `m${made - 1}` : `m${made}`;
      past.push({ ...event, wire: { ...event.wire, messageId } });
      return past.at(-1) ?? event;
    },
  };
}

function bodyOf(next: Next, events: readonly Posted[]): Pick<PostedRequest, 'path' | 'body'> {
  const [only] = events;
  if (events.length === 1 && only?.wire['type'] === 'track') {
    return { path: '/v1/track', body: only.wire };
  }
  const refused = next(10) === 0 ? [{ type: 'track', event: 'Of nobody' }] : [];
  return { path: '/v1/batch', body: { batch: [...events.map(({ wire }) => wire), ...refused] } };
}

/** Requests of 1 to 25 events without end; with `copies` every tenth event comes again somewhere. */
export function postedStream(next: Next, copies: boolean) {
  const { past, event } = eventsFrom(next);
  return {
    /** How many different events there are by now. */
    made: () => past.length,
    request(now: number): PostedRequest {
      const then = placeInTime(next, now);
      const events: Posted[] = [];
      for (let left = 1 + next(25); left > 0; left--) {
        events.push(event(then));
        const copy = copies && next(10) === 0 ? copied(next, past) : undefined;
        if (copy) events.push(copy);
      }
      return { ...bodyOf(next, events), events };
    },
  };
}

/** Takes requests out of order, each from among `window` of them. */
export function shuffled(
  next: Next,
  window: number,
  make: () => PostedRequest,
): () => PostedRequest {
  const waiting: PostedRequest[] = [];
  return () => {
    while (waiting.length < window) waiting.push(make());
    const [taken] = waiting.splice(next(waiting.length), 1);
    return taken ?? make();
  };
}
