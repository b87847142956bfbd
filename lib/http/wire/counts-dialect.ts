import type { UncheckedCount } from '../../counts/batch/accept-count.ts';
import type { Refusal } from '../../events/event.ts';
import { refuse } from '../../events/refuse.ts';
import { isObject, type JsonObject, kindOfValue } from '../json-value.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import { listField } from './read-events.ts';
import { type RefusalSlot, readId, readName } from './read-fields.ts';

/** The body of `POST /v1/counts`, its items read or refused in their order. */
export interface PostedCounts {
  readonly version: number | undefined;
  readonly items: readonly (UncheckedCount | Refusal)[];
}

function readCount(item: unknown): UncheckedCount | Refusal {
  if (!isObject(item)) return refuse('malformed', `a count is an object, got ${kindOfValue(item)}`);
  const slot: RefusalSlot = {};
  const raw = {
    userId: readId(item['userId'], 'userId', slot),
    accountId: readId(item['accountId'] ?? item['groupId'], 'accountId', slot),
    event: readName(item['event'], slot),
    day: item['day'],
    count: item['count'],
  };
  return slot.first ?? raw;
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
  const list = listField(body, 'counts');
  return isProblem(list) ? list : { version, items: list.map(readCount) };
}
