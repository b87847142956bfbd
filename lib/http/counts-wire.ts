import type { RawCount } from '../counts/accept-count.ts';
import type { Refusal } from '../events/event.ts';
import { refuse } from '../events/refusal.ts';
import { isObject, type JsonObject, kindOfValue } from './json-value.ts';
import { listIn } from './posted-events.ts';
import { isProblem, type Problem, problem } from './problem.ts';
import { type Faults, readId, readName } from './read-fields.ts';

/** The body of `POST /v1/counts`, its items read or refused in their order. */
export interface PostedCounts {
  readonly version: number | undefined;
  readonly items: readonly (RawCount | Refusal)[];
}

function readCount(item: unknown): RawCount | Refusal {
  if (!isObject(item)) return refuse('malformed', `a count is an object, got ${kindOfValue(item)}`);
  const faults: Faults = {};
  const raw = {
    userId: readId(item['userId'], 'userId', faults),
    accountId: readId(item['accountId'] ?? item['groupId'], 'accountId', faults),
    event: readName(item['event'], faults),
    day: item['day'],
    count: item['count'],
  };
  return faults.first ?? raw;
}

function readVersion(value: unknown): number | undefined | Problem {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  const message = 'must be a whole number of 0 or more';
  return problem('invalid', `version ${message}`, { errors: [{ path: 'version', message }] });
}

export function readCounts(body: JsonObject): PostedCounts | Problem {
  const version = readVersion(body['version']);
  if (isProblem(version)) return version;
  const list = listIn(body, 'counts');
  return isProblem(list) ? list : { version, items: list.map(readCount) };
}
