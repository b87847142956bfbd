import type { CounterBatch } from '../../lib/counts/counter-batch.ts';
import type { KeyRole } from '../../lib/model/api-key.ts';
import { createCaches } from '../../lib/runtime/caches.ts';
import { compose } from '../../lib/runtime/compose.ts';
import { importKey } from '../../lib/runtime/keys.ts';
import { createLog } from '../../lib/runtime/log.ts';
import type { MetricValues } from '../../lib/runtime/metrics.ts';
import type { ApiServices, Settings } from '../../lib/runtime/services.ts';
import type { Run } from '../../lib/scores/run-store.ts';
import { MemoryAlertStore } from './memory-alert-store.ts';
import { MemoryBatchStore } from './memory-batch-store.ts';
import { MemoryBlockStore } from './memory-block-store.ts';
import { MemoryDocumentStore } from './memory-document-store.ts';
import { MemoryProfileStore } from './memory-profile-store.ts';
import { MemoryRunStore } from './memory-run-store.ts';
import { MemorySealStore } from './memory-seal-store.ts';

export const NOW = Date.parse('2026-11-21T12:00:00Z');

/** Keys that every test knows. */
export const KEYS: Readonly<Record<KeyRole, string>> = {
  write: `wk_${'w'.repeat(40)}`,
  read: `rk_${'r'.repeat(40)}`,
  admin: `ak_${'a'.repeat(40)}`,
};

/** Services on stores in memory, with a clock that stands still until it is set. */
export interface TestServices extends ApiServices {
  readonly batches: MemoryBatchStore;
  readonly documents: MemoryDocumentStore;
  readonly time: { now: number };
  readonly lines: readonly string[];
  readonly measured: readonly MetricValues[];
  readonly started: readonly Run[];
  readonly stored: readonly CounterBatch[];
}

/** With the three keys of `KEYS`, the write key's source being `web`. */
export async function testServices(settings: Partial<Settings> = {}): Promise<TestServices> {
  const time = { now: NOW };
  const clock = () => time.now;
  const lines: string[] = [];
  const measured: MetricValues[] = [];
  const started: Run[] = [];
  const stored: CounterBatch[] = [];
  const documents = new MemoryDocumentStore();
  for (const role of ['write', 'read', 'admin'] as const) {
    await importKey(documents, KEYS[role], role, 'web', clock);
  }
  const services = compose({
    documents,
    batches: new MemoryBatchStore(),
    seals: new MemorySealStore(),
    blocks: new MemoryBlockStore(),
    profiles: new MemoryProfileStore(),
    runs: new MemoryRunStore(),
    alerts: new MemoryAlertStore(),
    caches: createCaches(),
    clock,
    settings: { retentionDays: 400, ...settings },
    log: createLog((line) => lines.push(line), clock),
    metrics: (values: MetricValues) => {
      measured.push(values);
    },
    onStored: (batch: CounterBatch) => {
      stored.push(batch);
    },
    startRun: async (run: Run) => {
      started.push(run);
    },
  });
  return { ...services, time, lines, measured, started, stored };
}
