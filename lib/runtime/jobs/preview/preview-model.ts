import { traitsOn } from '../../../events/profile.ts';
import { addDays, type Day, dayOf } from '../../../model/day.ts';
import type { ModelVersion } from '../../../model/scoring-model.ts';
import { profilesByHash } from '../../../scores/conditions/profiles.ts';
import { compareModels, type ScoreDifference } from '../../../scores/read/compare-models.ts';
import { firstComputableDay } from '../../../scores/run/computable-days.ts';
import { computeScores } from '../../../scores/run/run-model.ts';
import { recentClosedHead } from '../../../scores/snapshot/snapshots.ts';
import { type ScoringServices, scoringSources } from '../../services/job-sources.ts';
import type { Uses } from '../../services/services.ts';

const DAYS_PER_SAMPLE = 7;

/** Returns the last day and every week before it, at most `days` back. */
function sampledDays(last: Day, days: number): readonly Day[] {
  const samples = Math.ceil(days / DAYS_PER_SAMPLE);
  return Array.from({ length: samples }, (_, week) => addDays(last, -week * DAYS_PER_SAMPLE));
}

async function withNames(
  { blocks, caches, profiles }: Uses<'blocks' | 'caches' | 'profiles'>,
  movers: readonly ScoreDifference[],
  on: Day,
) {
  const directory = await caches.directory.read(blocks);
  const hashes = movers.map(({ hash }) => hash);
  const byHash = profilesByHash(await profiles.getMany('account', hashes));
  return movers.map(({ hash, live, candidate, change }) => {
    const profile = byHash.get(hash);
    const name = (profile && traitsOn(profile, on)['name']) ?? null;
    return { accountId: directory.get(hash)?.id ?? null, name, live, candidate, change };
  });
}

/**
 * What a candidate would say next to the model in force: in full about the last closed day, and
 * what became of bands and order in every week before, for as long as a sample may begin. Stores no
 * snapshot and no version.
 */
export async function previewModel(
  services: ScoringServices,
  live: ModelVersion,
  candidate: ModelVersion,
  { days, sampleForMs }: { readonly days: number; readonly sampleForMs: number },
) {
  const { blocks, clock } = services;
  const now = clock();
  const head = await recentClosedHead(blocks, live.model.id, dayOf(now));
  const last = head?.asOf ?? addDays(dayOf(now), -1);
  const sources = await scoringSources(services);
  const compare = async (asOf: Day) => {
    const score = async (version: ModelVersion) => {
      const scores = await computeScores(sources, version, { asOf, complete: true, now });
      return { scores, model: version.model };
    };
    const sides = { live: await score(live), candidate: await score(candidate) };
    return { asOf, ...compareModels(sides) };
  };
  const newest = await compare(last);
  const kept = { blocks, retentionDays: sources.retentionDays };
  const first = await firstComputableDay(kept, [live, candidate], now);
  const weeks = sampledDays(last, days);
  const earlier = weeks.slice(1).filter((day) => day >= first);
  const samples = [newest];
  for (const asOf of earlier) {
    if (clock() - now > sampleForMs) break;
    samples.push(await compare(asOf));
  }
  return {
    model: live.model.id,
    modelVersion: live.version,
    ...newest,
    movers: await withNames(services, newest.movers, last),
    samples: samples.map(({ asOf, bands, rankCorrelation }) => ({ asOf, bands, rankCorrelation })),
    /** Requested weeks that there was no time left for, or no counts any more. */
    skipped: weeks.length - samples.length,
  };
}
