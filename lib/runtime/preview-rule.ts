import { type Fired, replayDay, startReplay } from '../alerts/replay-rule.ts';
import type { AlertRule } from '../alerts/rule.ts';
import {
  lifecyclesOn,
  type Outcome,
  outcomeOf,
  outcomesOn,
  ruleQuality,
} from '../alerts/rule-quality.ts';
import { addDays, dayOf, daysBetween } from '../model/day.ts';
import type { IdHash } from '../model/id-hash.ts';
import { modelVersion } from '../model/models.ts';
import type { Lifecycle } from '../scores/day-scores.ts';
import { profilesByHash } from '../scores/profiles.ts';
import { closedHeads } from '../scores/snapshots.ts';
import { reportedScores, writingContext } from './alert-sources.ts';
import type { ApiServices } from './services.ts';

/** So many alerts are shown one by one; all are counted. */
const MOST_SHOWN = 200;

function view(fired: readonly Fired[], days: number) {
  const shown = fired.slice(-MOST_SHOWN).map(({ subject: _subject, ...alert }) => alert);
  return {
    alerts: fired.length,
    perWeek: days === 0 ? 0 : (fired.length * 7) / days,
    fired: shown,
  };
}

/** When a rule would have fired on the closed days before now, for whom, and how well it foretold. */
export async function previewRule(services: ApiServices, rule: AlertRule, days: number) {
  const { blocks, caches, clock, documents, profiles } = services;
  const model = rule.model ?? 'default';
  const last = addDays(dayOf(clock()), -1);
  const closed = await closedHeads(blocks, model, addDays(last, 1 - days), last);
  const heads = closed.filter(({ kind }) => kind === 'final');
  const directory = await caches.directory.read(blocks);
  const accounts = profilesByHash(await profiles.all('account'));
  const context = { ...writingContext(services, directory), accounts };
  const sources = { context, past: reportedScores(services) };
  const replay = startReplay();
  const wanted = outcomeOf(rule.kind);
  const outcomes: Outcome[] = [];
  let before: ReadonlyMap<IdHash, Lifecycle> = new Map();
  for (const head of heads) {
    const version = await modelVersion(documents, model, head.modelVersion);
    if (!version) continue;
    const scores = await caches.snapshots.read(blocks, model, head);
    await replayDay(replay, rule, scores, version, sources);
    outcomes.push(...outcomesOn(before, scores, wanted));
    before = lifecyclesOn(scores);
  }
  const [from, to] = [heads[0]?.asOf ?? null, heads.at(-1)?.asOf ?? null];
  const span = from && to ? daysBetween(from, to) + 1 : 0;
  const quality = to && ruleQuality(wanted, replay.fired, outcomes, to);
  return { from, to, days: heads.length, ...view(replay.fired, span), quality: quality || null };
}
