import type { Profile } from '../../events/profile.ts';
import { dayOf } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import { conditionHolds, factsOn, type Subject } from '../../scores/conditions/condition-holds.ts';
import { LIFECYCLE_STATES } from '../../scores/conditions/lifecycle.ts';
import { NO_OCCURRENCES } from '../../scores/conditions/occurrences.ts';
import type { ResolvedRule } from '../rule.ts';
import { isNewAccount } from './is-new-account.ts';
import type { OccurredSources } from './occurred-sources.ts';

/** Returns the segments that traits alone put somebody in whom no closed day has seen yet. */
function segmentsByTraits(
  model: ScoringModel,
  scope: SubjectKind,
  profile: Profile,
  now: number,
): string[] {
  const { segments = {}, lifecycle } = model;
  const names: string[] = [];
  const subject: Subject = {
    profiles: [profile],
    occurrences: () => NO_OCCURRENCES,
    metric: () => null,
    inSegment: (id) => names.includes(id),
  };
  const facts = factsOn(subject, dayOf(now));
  const states = LIFECYCLE_STATES.filter((state) => {
    const condition = lifecycle?.[state];
    return scope === 'account' && condition !== undefined && conditionHolds(condition, facts);
  });
  names.push(...states, ...(scope === 'account' && isNewAccount(profile, now) ? ['new'] : []));
  for (const [id, { of, when }] of Object.entries(segments)) {
    if (of === scope && conditionHolds(when, facts)) names.push(id);
  }
  return names;
}

/** Returns the segments in which a rule about events sees a subject: those of the last closed day. */
export async function currentSegments(
  sources: OccurredSources,
  { model, scope }: ResolvedRule,
  subject: IdHash,
): Promise<readonly string[]> {
  const segmentsOnClosedDay = await sources.segments?.(model, scope, subject);
  if (segmentsOnClosedDay) return segmentsOnClosedDay;
  const scoringModel = sources.models.get(model);
  const profile = (await sources.profiles.get(scope, subject))?.profile;
  return scoringModel && profile ? segmentsByTraits(scoringModel, scope, profile, sources.now) : [];
}

export function matchesSegments(
  { segment, exceptSegment }: Pick<ResolvedRule, 'segment' | 'exceptSegment'>,
  segments: readonly string[],
): boolean {
  if (segment !== undefined && !segments.includes(segment)) return false;
  return exceptSegment === undefined || !segments.includes(exceptSegment);
}
