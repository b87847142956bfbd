import { modelIdOf } from '../../../alerts/rule.ts';
import { type FiredAlert, type RuleReplay, replayDay } from '../../../alerts/rules/replay-rule.ts';
import {
  lifecyclesOn,
  type RuleOutcome,
  ruleOutcomesOn,
  ruleQuality,
} from '../../../alerts/rules/rule-quality.ts';
import { addDays, dayOf, daysBetween } from '../../../model/day.ts';
import type { IdHash } from '../../../model/id-hash.ts';
import { modelVersion } from '../../../model/model-versions.ts';
import type { Lifecycle } from '../../../scores/conditions/lifecycle.ts';
import { profilesByHash } from '../../../scores/conditions/profiles.ts';
import { closedHeads } from '../../../scores/snapshot/snapshots.ts';
import type { Uses } from '../../services/services.ts';
import {
  type AlertTextServices,
  baseAlertContext,
  createReportedScores,
} from '../alerts/alert-sources.ts';

/** Newest alerts that are shown one by one; all are counted. */
const MAX_SHOWN = 200;

function firedSummary(fired: readonly FiredAlert[], days: number) {
  const shown = fired.slice(-MAX_SHOWN).map(({ subject: _subject, ...alert }) => alert);
  return {
    alerts: fired.length,
    perWeek: days === 0 ? 0 : (fired.length * 7) / days,
    fired: shown,
  };
}

export type RulePreviewServices = AlertTextServices & Uses<'blocks' | 'caches' | 'documents'>;

/** When a rule would have fired on the closed days before now, for whom, and how well it foretold. */
export async function previewRule(services: RulePreviewServices, replay: RuleReplay, days: number) {
  const { blocks, caches, clock, documents, profiles } = services;
  const model = modelIdOf(replay.rule);
  const last = addDays(dayOf(clock()), -1);
  const closed = await closedHeads(blocks, model, addDays(last, 1 - days), last);
  const heads = closed.filter(({ kind }) => kind === 'final');
  const directory = await caches.directory.read(blocks);
  const accounts = profilesByHash(await profiles.all('account'));
  const context = { ...baseAlertContext(services, directory), accounts };
  const sources = { context, past: createReportedScores(services) };
  const { foretells } = replay.trigger;
  const outcomes: RuleOutcome[] = [];
  let previousLifecycles: ReadonlyMap<IdHash, Lifecycle> = new Map();
  for (const head of heads) {
    const version = await modelVersion(documents, model, head.modelVersion);
    if (!version) continue;
    const scores = await caches.snapshots.read(blocks, model, head);
    await replayDay(replay, scores, version, sources);
    outcomes.push(...ruleOutcomesOn(previousLifecycles, scores, foretells));
    previousLifecycles = lifecyclesOn(scores);
  }
  const [from, to] = [heads[0]?.asOf ?? null, heads.at(-1)?.asOf ?? null];
  const span = from && to ? daysBetween(from, to) + 1 : 0;
  const quality = to && ruleQuality(foretells, replay.fired, outcomes, to);
  return {
    from,
    to,
    days: heads.length,
    ...firedSummary(replay.fired, span),
    quality: quality || null,
  };
}
