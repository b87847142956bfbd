import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { readCounts } from '../../fixtures/read-counts.ts';
import { queryItems } from '../../lib/dynamo/client/query-items.ts';
import { unlessConditionFailed } from '../../lib/dynamo/client/store-error.ts';
import { addDays, dayOf } from '../../lib/model/day.ts';
import { countSources } from '../../lib/runtime/services/job-sources.ts';
import { TABLE_NAME } from '../../local/store/local-stores.ts';
import { type MeteredIngest, postTo } from './metered-ingest.ts';
import { cellOf, type Posted } from './posted-stream.ts';
import type { TrackMessage } from './product-events.ts';

/** A way to count events. */
export interface CountingScheme {
  readonly name: string;
  /** Takes in a request; when it dies midway it stops after about half of its calls. */
  take(posted: Posted['batch'], diesMidway: boolean): Promise<void>;
  counts(): Promise<ReadonlyMap<string, number>>;
}

/** The product: one put a request, counted by fingerprint when it is read. */
function barometer(ingest: MeteredIngest): CountingScheme {
  return {
    name: 'Barometer',
    async take(batch, diesMidway) {
      // It makes one call: it has put all of the batch when it dies, or nothing.
      if (!diesMidway || batch.length % 2 === 0) await postTo(ingest, batch);
    },
    async counts() {
      const { services, time } = ingest;
      const day = dayOf(time.now);
      const sources = await countSources(services);
      const { parts } = await readCounts(sources, addDays(day, -1), day, time.now);
      const directory = await services.caches.directory.read(services.blocks);
      const counted = new Map<string, number>();
      for (const { users, events, user, event, count } of parts) {
        count.forEach((more, row) => {
          const userId = directory.get(users[user[row] ?? 0] ?? '')?.id ?? '';
          const cell = cellOf({ userId, event: events[event[row] ?? 0] ?? '' });
          counted.set(cell, (counted.get(cell) ?? 0) + more);
        });
      }
      return counted;
    },
  };
}

const COUNTERS = 'COUNTER';

async function addOne(client: DynamoDBDocumentClient, message: TrackMessage): Promise<void> {
  const add = new UpdateCommand({
    TableName: TABLE_NAME,
    Key: { pk: COUNTERS, sk: cellOf(message) },
    UpdateExpression: 'ADD n :one',
    ExpressionAttributeValues: { ':one': 1 },
  });
  await client.send(add);
}

async function countersIn(client: DynamoDBDocumentClient): Promise<Map<string, number>> {
  const items = await queryItems(client, TABLE_NAME, COUNTERS);
  return new Map(items.map((item) => [String(item['sk']), Number(item['n'])]));
}

/** Half of a batch when it dies midway. */
function reached(batch: readonly TrackMessage[], diesMidway: boolean): readonly TrackMessage[] {
  return diesMidway ? batch.slice(0, batch.length >> 1) : batch;
}

/** What a tutorial does: a counter for each user and event, raised by each event. */
function naive({ client }: MeteredIngest): CountingScheme {
  return {
    name: 'ADD to a counter',
    async take(batch, diesMidway) {
      for (const message of reached(batch, diesMidway)) await addOne(client, message);
    },
    counts: () => countersIn(client),
  };
}

/** A mark for each message before its counter is raised; the store has no transaction that makes both one. */
function marked({ client }: MeteredIngest): CountingScheme {
  const isNew = (message: TrackMessage) =>
    unlessConditionFailed(
      client.send(
        new PutCommand({
          TableName: TABLE_NAME,
          Item: { pk: `SEEN#${message.messageId}`, sk: 'S' },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    );
  return {
    name: 'mark the message, then ADD',
    async take(batch, diesMidway) {
      const taken = reached(batch, diesMidway);
      for (const [index, message] of taken.entries()) {
        const dead = diesMidway && index === taken.length - 1;
        if ((await isNew(message)) && !dead) await addOne(client, message);
      }
    },
    counts: () => countersIn(client),
  };
}

export const SCHEMES: readonly ((ingest: MeteredIngest) => CountingScheme)[] = [
  barometer,
  naive,
  marked,
];
