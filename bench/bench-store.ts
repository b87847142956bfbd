import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenedStores, openStores } from '../local/store/local-stores.ts';
import { startStore } from '../local/store/start-store.ts';

export const RETENTION_DAYS = 400;

interface BenchStore extends OpenedStores {
  readonly endpoint: string;
  /** For files of the bench. */
  readonly folder: string;
}

/** Does work on an embedded store of its own, on disk, which is thrown away at the end. */
export async function withStore<Result>(
  clock: () => number,
  work: (store: BenchStore) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'barometer-bench-'));
  const store = await startStore(join(folder, 'store'));
  let opened: OpenedStores | undefined;
  try {
    opened = await openStores(store.endpoint, clock, { retentionDays: RETENTION_DAYS });
    return await work({ ...opened, endpoint: store.endpoint, folder });
  } finally {
    opened?.close();
    await store.stop();
    await rm(folder, { recursive: true });
  }
}
