import type { CounterBatch } from '../../../lib/counts/batch/counter-batch.ts';
import { documentClient } from '../../../lib/dynamo/client/document-client.ts';
import { DynamoBatchStore } from '../../../lib/dynamo/stores/dynamo-batch-store.ts';
import { DynamoDocumentStore } from '../../../lib/dynamo/stores/dynamo-document-store.ts';
import { hourOf, MS_PER_HOUR } from '../../../lib/model/hour.ts';
import { fingerprint } from '../../../lib/runtime/services/hash-functions.ts';
import { ensureInstallation } from '../../../lib/runtime/services/installation.ts';
import { deployedStack } from './deployed-stack.ts';

/** What each environment was sent before its first schedule came. */
const EARLIER: Readonly<Record<string, Use>> = {
  'barometer-dev': { userId: 'dee', accountId: 'initech', times: 8 },
  'barometer-staging': { userId: 'fay', accountId: 'umbrella', times: 3 },
};

interface Use {
  readonly userId: string;
  readonly accountId: string;
  readonly times: number;
}

/** Makes a new stack believe that it was installed three hours ago, so that there are hours to seal. */
async function isThreeHoursOld(table: string): Promise<void> {
  const documents = new DynamoDocumentStore(documentClient(), table);
  const threeHoursAgo = Date.now() - 3 * MS_PER_HOUR;
  const { createdAt } = await ensureInstallation(documents, () => threeHoursAgo);
  if (Date.parse(createdAt) === threeHoursAgo) return;
  throw new Error(`the schedules of ${table} came first: it was installed at ${createdAt}`);
}

/** Stores a batch as if it had come in two hours ago. */
async function receivedTwoHoursAgo(table: string, use: Use): Promise<void> {
  const receivedAt = Date.now() - 2 * MS_PER_HOUR;
  const events = Array.from({ length: use.times }, (_, index) => ({
    index,
    kind: 'track' as const,
    actor: { kind: 'user' as const, id: use.userId },
    accountId: use.accountId,
    event: 'Report Shared',
    occurredAt: receivedAt,
    dated: true,
    fingerprint: fingerprint(['backend', use.userId, `message-${index}`]),
  }));
  const batch: CounterBatch = {
    hour: hourOf(receivedAt),
    receivedAt,
    requestId: 'two-hours-ago',
    part: 0,
    source: 'backend',
    events,
    counts: [],
    refused: [],
  };
  await new DynamoBatchStore(documentClient(), table).put(batch);
}

// Run by run.sh as soon as a stack stands: the tail of the first minute would make it a new one.
const [name = ''] = process.argv.slice(2);
const { table } = deployedStack(name);
const use = EARLIER[name];
if (use === undefined) throw new Error(`there is no stack '${name}' to begin earlier`);
await isThreeHoursOld(table);
await receivedTwoHoursAgo(table, use);
