import { evaluateRules } from '../../../alerts/rules/evaluate-rules.ts';
import { type ModelSummary, modelSummary } from '../../../alerts/scores-computed.ts';
import { mergeDirectory } from '../../../counts/directory/directory.ts';
import type { OpenCounts } from '../../../counts/open-counts.ts';
import { updateLifetimeIndex } from '../../../counts/update-lifetime-index.ts';
import type { ModelVersion } from '../../../model/scoring-model.ts';
import type { ScoringSources } from '../../../scores/checkpoint/scoring-sources.ts';
import { profilesByHash } from '../../../scores/conditions/profiles.ts';
import type { RunRequest } from '../../../scores/run/publish-scores.ts';
import { type ModelRun, openKeptCounts, runModel } from '../../../scores/run/run-model.ts';
import { baseAlertContext, createReportedScores } from '../alerts/alert-sources.ts';
import { publishPending } from '../alerts/publish-pending.ts';
import { readKnownRules } from '../alerts/read-known-rules.ts';
import { type PendingDigest, prepareDigests, sendDigests } from '../alerts/send-digests.ts';
import type { RunServices } from './record-run.ts';
import type { TimeBudget } from './time-budget.ts';

export interface ScoringJob {
  readonly services: RunServices;
  readonly sources: ScoringSources;
  readonly request: RunRequest;
  readonly budget: TimeBudget;
}

async function alertContext({ services, sources }: ScoringJob) {
  const directory = await sources.directory.read(sources.counts.blocks);
  const accounts = profilesByHash(await sources.profiles.all('account'));
  return { ...baseAlertContext(services, directory), accounts };
}

/** What is left of a model's run once its scores were let go: hundreds of MB of a large product. */
interface ModelResult {
  readonly summary: ModelSummary;
  readonly raised: number;
  readonly digests: readonly PendingDigest[];
}

/** Evaluates the rules of a closed day, and writes the digests that it brings. */
async function evaluateDay(job: ScoringJob, { model, scores }: ModelRun): Promise<ModelResult> {
  const summary = modelSummary(scores);
  if (!job.request.complete) return { summary, raised: 0, digests: [] };
  const { services } = job;
  const { documents, alerts } = services;
  const rules = await readKnownRules(services);
  const context = await alertContext(job);
  const evaluationSources = { documents, alerts, context, past: createReportedScores(services) };
  const raised = await evaluateRules(evaluationSources, rules, scores, model);
  return { summary, raised, digests: await prepareDigests(services, { model, scores }, context) };
}

async function scoreModel(
  job: ScoringJob,
  model: ModelVersion,
): Promise<ModelResult & { readonly counts: OpenCounts }> {
  const { sources, request, budget } = job;
  const { run, counts } = await budget.measure(async () => {
    const counts = await openKeptCounts(sources, request);
    return { run: await runModel(sources, model, request, counts), counts };
  });
  return { ...(await evaluateDay(job, run)), counts };
}

/** Takes first and last days into the lifetime index once a day is over. */
async function recordLifetimes(
  { sources, request }: ScoringJob,
  model: ModelVersion,
  counts: OpenCounts,
): Promise<void> {
  if (!request.complete) return;
  const generation = `${request.generation}/${model.model.id}`;
  const { blocks } = sources.counts;
  await updateLifetimeIndex({ blocks, cache: sources.lifetimeIndex }, counts, {
    asOf: request.asOf,
    generation,
  });
}

/**
 * Scores a day with every model in turn, the scores of one in memory at a time, evaluates the rules
 * and publishes what they raised.
 */
export async function scoreModels(job: ScoringJob, models: readonly ModelVersion[]) {
  const { services, sources, request } = job;
  const results: ModelResult[] = [];
  let finish = async (): Promise<void> => undefined;
  for (const model of models) {
    // A model scores with the lifetime index that the one before it wrote.
    await finish();
    const { counts, ...result } = await scoreModel(job, model);
    results.push(result);
    finish = () => recordLifetimes(job, model, counts);
  }
  const published = await publishPending(services);
  await sendDigests(
    services,
    results.flatMap(({ digests }) => digests),
  );
  return {
    summaries: results.map(({ summary }) => summary),
    raised: results.reduce((sum, { raised }) => sum + raised, 0),
    published,
    /** Does what nobody waits for, and what the next close would do again. */
    async finish() {
      await finish();
      if (request.complete) await mergeDirectory(sources.counts.blocks, sources.directory);
    },
  };
}
