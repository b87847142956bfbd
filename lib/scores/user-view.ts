import { traitsOn } from '../events/profile.ts';
import type { ScoringModel } from '../model/scoring-model.ts';
import { bandOf } from './band.ts';
import { confidenceOf } from './confidence.ts';
import { dayAt } from './nullable-day.ts';
import { dayOrNull, derivedOf, idOf, type Reading, shareOfFeatures } from './reading.ts';
import { userRow } from './user-row.ts';
import { userSegments } from './user-segments.ts';

function activationView({ scores }: Reading, at: number) {
  const progress = scores.users.progress[at];
  if (progress === undefined) return null;
  return { progress, activatedAt: dayOrNull(dayAt(scores.users.activatedAt, at)) };
}

/** A user as lists show it, with its traits where they are at hand. */
export function userView(reading: Reading, model: ScoringModel, at: number) {
  const { scores, window } = reading;
  const row = userRow(scores, window, at);
  const columns = scores.users.windows[window];
  if (!row || !columns) return undefined;
  const { users } = scores;
  const { accountsOf, userRanking } = derivedOf(scores);
  const profile = reading.userProfiles?.get(row.hash);
  const { name = null, ...traits } = profile ? traitsOn(profile, scores.asOf) : {};
  return {
    userId: idOf(reading, row.hash),
    name,
    accounts: accountsOf(at).map((a) => idOf(reading, scores.accounts.hash[a])),
    score: row.score,
    exactScore: row.exactScore,
    rawScore: row.rawScore,
    previousScore: row.previousScore,
    change: row.change,
    band: bandOf(row.score),
    rank: userRanking(window).rank[at] ?? null,
    adoption: shareOfFeatures(scores, columns.used[at]),
    adoptionEver: shareOfFeatures(scores, users.everUsed[at]),
    frequency: columns.activeDays[at] ?? 0,
    activation: activationView(reading, at),
    segments: userSegments(scores, model, at, reading.userProfiles),
    lastActiveDay: dayOrNull(users.lastActive[at]),
    confidence: confidenceOf(scores, window, users.first[at] ?? 0),
    traits,
  };
}
