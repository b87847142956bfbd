import { raiseCrossed } from '../alerts/raise-crossed.ts';
import type { AlertRule } from '../alerts/rule.ts';
import { type ModelSummary, summaryOf } from '../alerts/scores-computed.ts';
import { mergeDirectory } from '../counts/directory.ts';
import type { OpenCounts } from '../counts/open-counts.ts';
import { recordEver } from '../counts/record-ever.ts';
import type { ModelVersion } from '../model/scoring-model.ts';
import { profilesByHash } from '../scores/profiles.ts';
import { type ModelRun, runModel } from '../scores/run-models.ts';
import { reportedScores, writingContext } from './alert-sources.ts';
import { publishWaiting } from './publish-waiting.ts';
import type { ScoringJob } from './scoring-job.ts';
import { prepareDigests, sendDigests, type WaitingDigest } from './send-digests.ts';

async function alertContext({ services, sources }: ScoringJob) {
  const directory = await sources.directory.read(sources.counts.blocks);
  const accounts = profilesByHash(await sources.profiles.all('account'));
  return { ...writingContext(services, directory), accounts };
}

/** What is left of a model's run once its scores were let go: hundreds of MB of a large product. */
interface Outcome {
  readonly summary: ModelSummary;
  readonly raised: number;
  readonly digests: readonly WaitingDigest[];
}

/** Evaluates the rules of a closed day, and writes the digests that it brings. */
async function judge(job: ScoringJob, { model, scores }: ModelRun): Promise<Outcome> {
  const summary = summaryOf(scores);
  if (!job.request.complete) return { summary, raised: 0, digests: [] };
  const { services } = job;
  const { documents, alerts } = services;
  const rules = (await documents.list<AlertRule>('rule')).map(({ body }) => body);
  const context = await alertContext(job);
  const crossed = { documents, alerts, context, past: reportedScores(services) };
  const raised = await raiseCrossed(crossed, rules, scores, model);
  return { summary, raised, digests: await prepareDigests(services, { model, scores }, context) };
}

async function scoreOne(
  job: ScoringJob,
  model: ModelVersion,
): Promise<Outcome & Pick<ModelRun, 'read'>> {
  const { sources, request, time } = job;
  const run = await time.timed(() => runModel(sources, model, request));
  return { ...(await judge(job, run)), read: run.read };
}

/** First and last days go into the ever blocks once a day is over. */
async function record(
  { sources, request }: ScoringJob,
  model: ModelVersion,
  read: OpenCounts,
): Promise<void> {
  if (!request.complete) return;
  const generation = `${request.generation}/${model.model.id}`;
  await recordEver(sources.counts.blocks, sources.ever, read, request.asOf, generation);
}

/** What a run came to. */
export interface Scored {
  readonly summaries: readonly ModelSummary[];
  readonly raised: number;
  readonly published: number;
  /** Does what nobody waits for, and what the next close would do again. */
  readonly keep: () => Promise<void>;
}

/**
 * Scores a day with every model in turn, the scores of one in memory at a time, evaluates the rules
 * and publishes what they raised.
 */
export async function scoreModels(
  job: ScoringJob,
  models: readonly ModelVersion[],
): Promise<Scored> {
  const { services, sources, request } = job;
  const outcomes: Outcome[] = [];
  let keep = async (): Promise<void> => undefined;
  for (const model of models) {
    // A model scores with the ever blocks that the one before it wrote.
    await keep();
    const { read, ...outcome } = await scoreOne(job, model);
    outcomes.push(outcome);
    keep = () => record(job, model, read);
  }
  const published = await publishWaiting(services);
  await sendDigests(
    services,
    outcomes.flatMap(({ digests }) => digests),
  );
  return {
    summaries: outcomes.map(({ summary }) => summary),
    raised: outcomes.reduce((sum, { raised }) => sum + raised, 0),
    published,
    async keep() {
      await keep();
      if (request.complete) await mergeDirectory(sources.counts.blocks, sources.directory);
    },
  };
}
