import type { UncheckedCount } from '../../counts/batch/accept-count.ts';
import type { Refusal } from '../../events/event.ts';
import { refuse } from '../../events/refuse.ts';
import { isObject, type JsonObject, kindOfValue } from '../json-value.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import { type Dialect, type PostedItems, successAnswer } from './dialect.ts';
import { listField, MAX_EVENTS } from './read-events.ts';
import { type RefusalSlot, readId, readName } from './read-fields.ts';

const id = { type: ['string', 'number', 'null'] };
const wholeNumber = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };

const COUNTS = {
  name: 'Counts',
  schema: {
    type: 'object',
    properties: {
      version: wholeNumber,
      counts: {
        maxItems: MAX_EVENTS,
        type: 'array',
        items: {
          type: 'object',
          properties: {
            userId: id,
            accountId: id,
            event: { type: 'string' },
            day: { type: 'string' },
            count: wholeNumber,
          },
          required: ['event', 'day', 'count'],
        },
      },
    },
    required: ['counts'],
  },
};

function readCount(item: unknown, version: number | undefined): UncheckedCount | Refusal {
  if (!isObject(item)) return refuse('malformed', `a count is an object, got ${kindOfValue(item)}`);
  const slot: RefusalSlot = {};
  const count = {
    userId: readId(item['userId'], 'userId', slot),
    accountId: readId(item['accountId'] ?? item['groupId'], 'accountId', slot),
    event: readName(item['event'], slot),
    day: item['day'],
    count: item['count'],
    version,
  };
  return slot.first ?? count;
}

function readVersion(value: unknown): number | undefined | Problem {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  const message = 'must be a whole number of 0 or more';
  return problem('invalid', `version ${message}`, { errors: [{ path: 'version', message }] });
}

function readCounts(body: JsonObject): PostedItems | Problem {
  const version = readVersion(body['version']);
  if (isProblem(version)) return version;
  const list = listField(body, 'counts');
  if (isProblem(list)) return list;
  return { kind: 'counts', items: list.map((item) => readCount(item, version)) };
}

/** Sums of days that somebody has counted already, such as by a database query. */
export const DAILY_COUNTS: Dialect = {
  summary: 'Set daily counts, as a database query sums them up',
  routes: [{ path: '/v1/counts', schema: COUNTS, read: readCounts }],
  answer: successAnswer,
};
