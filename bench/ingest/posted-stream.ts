import { seededRandom } from '../../local/sample/random.ts';
import { messages, productOf, type TrackMessage } from './product-events.ts';

/** How the first attempt at a request ended. */
export type Fate = 'answered' | 'answer lost' | 'died midway';

/** One request of a client that retries: a request whose answer is lost is sent again. */
export interface Posted {
  readonly batch: readonly TrackMessage[];
  readonly fate: Fate;
}

/** Of the events, those that come once more in another request; of the requests, those retried. */
export const DUPLICATES = 0.02;
export const RETRIED = 0.03;

function fateOf(roll: number): Fate {
  if (roll >= RETRIED) return 'answered';
  return roll < RETRIED / 2 ? 'died midway' : 'answer lost';
}

/** Requests with duplicates and retries, and how often each user really did each thing. */
export function postedStream(events: number, perRequest: number, postedAt: number) {
  const random = seededRandom(3);
  const next = messages(productOf(events), 3);
  const all = Array.from({ length: events }, () => next(postedAt));
  const truth = new Map<string, number>();
  for (const message of all) truth.set(cellOf(message), (truth.get(cellOf(message)) ?? 0) + 1);
  const sent = all.flatMap((message) => (random() < DUPLICATES ? [message, message] : [message]));
  for (let index = sent.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    const [one, two] = [sent[index], sent[other]];
    if (one && two) [sent[index], sent[other]] = [two, one];
  }
  const requests: Posted[] = [];
  for (let index = 0; index < sent.length; index += perRequest) {
    requests.push({ batch: sent.slice(index, index + perRequest), fate: fateOf(random()) });
  }
  return { requests, truth };
}

/** What is counted: a user's event of one name. */
export function cellOf({ userId, event }: Pick<TrackMessage, 'userId' | 'event'>): string {
  return `${userId}/${event}`;
}
