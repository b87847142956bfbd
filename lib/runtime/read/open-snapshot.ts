import type { SnapshotQuery } from '../../http/schema/query-schemas.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import { dayOf } from '../../model/day.ts';
import { listModels, modelVersion } from '../../model/model-versions.ts';
import type { SnapshotWindow } from '../../scores/read/snapshot-window.ts';
import {
  headOn,
  liveHead,
  recentClosedHead,
  type SnapshotHead,
} from '../../scores/snapshot/snapshots.ts';
import type { Uses } from '../services/services.ts';

/** The snapshot that a request means, with what every answer says about it. */
export type RequestedSnapshot = Awaited<ReturnType<typeof openSnapshot>>;

/** Of a snapshot whose accounts nobody has looked up yet. */
const NO_PROFILES: SnapshotWindow['accountProfiles'] = new Map();

export type SnapshotServices = Uses<'blocks' | 'caches' | 'documents' | 'clock'>;

function invalid(path: string, message: string): BarometerError {
  return new BarometerError('invalid', message, { faults: [{ path, message }] });
}

async function ensureModelExists({ documents }: SnapshotServices, id: string): Promise<void> {
  const ids = (await listModels(documents)).map(({ model }) => model.id);
  if (ids.includes(id)) return;
  throw new BarometerError('not_found', `there is no model '${id}', there are: ${ids.join(', ')}`);
}

async function findHead(services: SnapshotServices, query: SnapshotQuery): Promise<SnapshotHead> {
  const { blocks, clock } = services;
  const { model, asOf, as } = query;
  const reported = as === 'reported';
  const today = dayOf(clock());
  if (asOf !== undefined && asOf !== 'live' && asOf > today) {
    throw invalid('asOf', `asOf must not be ahead of today (${today}), got ${asOf}`);
  }
  const head =
    asOf === undefined
      ? ((await recentClosedHead(blocks, model, today, reported)) ??
        (await liveHead(blocks, model)))
      : asOf === 'live' || asOf === today
        ? await liveHead(blocks, model)
        : await headOn(blocks, model, asOf, reported);
  if (head) return head;
  await ensureModelExists(services, model);
  const day = asOf ?? 'any day';
  throw new BarometerError(
    'no_snapshot',
    `nothing was scored for ${day} with the model '${model}'; POST /v1/runs scores it`,
  );
}

/**
 * Returns the snapshot that a query means, without anybody's traits.
 *
 * @throws BarometerError `invalid`, `not_found` or `no_snapshot`, saying what to do
 */
export async function openSnapshot(services: SnapshotServices, query: SnapshotQuery) {
  const { blocks, caches, documents } = services;
  const head = await findHead(services, query);
  const scores = await caches.snapshots.read(blocks, query.model, head);
  const days = query.window ?? scores.headlineWindow;
  const window = scores.windows.findIndex((benchmarks) => benchmarks.window === days);
  if (window < 0) {
    const known = scores.windows.map((benchmarks) => benchmarks.window).join(', ');
    throw invalid('window', `the model has the windows ${known}, got ${days}`);
  }
  const version = await modelVersion(documents, query.model, head.modelVersion);
  if (!version) throw new BarometerError('not_found', `there is no model '${query.model}'`);
  const directory = await caches.directory.read(blocks);
  const { model } = version;
  const snapshot: SnapshotWindow = {
    scores,
    model,
    window,
    directory,
    accountProfiles: NO_PROFILES,
  };
  return {
    snapshot,
    /** Changes when the answer may. */
    etag: `${head.block.name}.${head.block.generation}.${days}`,
    about: {
      asOf: scores.asOf,
      complete: scores.complete,
      window: days,
      model: scores.model,
      modelVersion: scores.modelVersion,
      snapshot: head.kind,
      /** Events whose tracking seems to have failed on that day. */
      suspect: scores.suspect,
    },
  };
}
