import { randomUUID } from 'node:crypto';
import { BarometerError } from '../../../model/barometer-error.ts';
import { instantMs, isoInstant } from '../../../model/instant.ts';
import { modelVersion } from '../../../model/model-versions.ts';
import type { ScoringModel } from '../../../model/scoring-model.ts';
import { RUN_MINUTES } from '../../../scores/run/run-store.ts';
import type { ScoringServices } from '../../services/job-sources.ts';
import { errorFields } from '../../services/log.ts';
import type { Uses } from '../../services/services.ts';
import { previewModel } from './preview-model.ts';

interface StoredPreview {
  readonly previewId: string;
  readonly status: 'running' | 'done' | 'failed';
  readonly requestedAt: string;
  readonly finishedAt?: string;
  /** The version in force at the time of the request. */
  readonly liveVersion: number;
  readonly candidate: ScoringModel;
  readonly days: number;
  readonly preview?: Awaited<ReturnType<typeof previewModel>>;
  readonly error?: string;
}

/** Newest previews that are kept for reading; what they say is soon out of date. */
const MAX_KEPT = 20;

const MS_PER_MINUTE = 60_000;

/** Lambda ends the function after 15 minutes; the last sample begins three before. */
const SAMPLE_BUDGET_MS = 12 * MS_PER_MINUTE;

async function removeOldest({ documents }: Uses<'documents'>): Promise<void> {
  const all = (await documents.list<StoredPreview>('preview')).toSorted((a, b) =>
    a.body.requestedAt < b.body.requestedAt ? 1 : -1,
  );
  for (const { id } of all.slice(MAX_KEPT - 1)) await documents.remove('preview', id);
}

/** Takes a preview to be computed by the scoring function. Throws `store_unavailable`. */
export async function startPreview(
  services: Uses<'documents' | 'clock' | 'startPreview'>,
  liveVersion: number,
  candidate: ScoringModel,
  days: number,
): Promise<Pick<StoredPreview, 'previewId' | 'status'>> {
  const { documents, clock, startPreview: start } = services;
  if (!start) throw new BarometerError('store_unavailable', 'previews cannot be started here');
  await removeOldest(services);
  const previewId = randomUUID();
  const begun = { previewId, status: 'running' } as const;
  const requestedAt = isoInstant(clock());
  const requested: StoredPreview = { ...begun, requestedAt, liveVersion, candidate, days };
  await documents.put('preview', previewId, requested, 0);
  await start(previewId);
  return begun;
}

async function computePreview(services: ScoringServices, requested: StoredPreview) {
  const { liveVersion, candidate, days } = requested;
  const live = await modelVersion(services.documents, candidate.id, liveVersion);
  if (!live) throw new BarometerError('not_found', `there is no model '${candidate.id}' any more`);
  const next = { version: liveVersion + 1, model: candidate };
  return previewModel(services, live, next, { days, sampleForMs: SAMPLE_BUDGET_MS });
}

/** Computes a requested preview and keeps what came of it; one that is done stays so. */
export async function runPreview(
  services: ScoringServices & Uses<'log'>,
  previewId: string,
): Promise<void> {
  const { documents, clock, log } = services;
  const stored = await documents.get<StoredPreview>('preview', previewId);
  if (!stored || stored.body.status === 'done') return;
  const end = async (rest: Pick<StoredPreview, 'status' | 'preview' | 'error'>) => {
    const ended = { ...stored.body, ...rest, finishedAt: isoInstant(clock()) };
    await documents.put('preview', previewId, ended, stored.version);
  };
  try {
    await end({ status: 'done', preview: await computePreview(services, stored.body) });
  } catch (error) {
    log.error('a preview failed', errorFields(error));
    await end({ status: 'failed', error: error instanceof Error ? error.message : String(error) });
  }
}

/** What became of a preview. Throws `not_found`. */
export async function readPreview(
  { documents, clock }: Uses<'documents' | 'clock'>,
  id: string,
  previewId: string,
) {
  const stored = await documents.get<StoredPreview>('preview', previewId);
  if (stored?.body.candidate.id !== id) {
    const message = `there is no preview of that id, the last ${MAX_KEPT} are kept`;
    throw new BarometerError('not_found', message);
  }
  const { candidate: _, liveVersion: __, ...body } = stored.body;
  const deadline = instantMs(body.requestedAt) + RUN_MINUTES * MS_PER_MINUTE;
  if (body.status !== 'running' || clock() <= deadline) return body;
  const error = `it did not end within ${RUN_MINUTES} minutes: ask for fewer days`;
  return { ...body, status: 'failed' as const, error };
}
