import { bandOf } from './band.ts';
import { confidenceOf } from './confidence.ts';
import {
  dayOrNull,
  derivedOf,
  idOf,
  type Reading,
  segmentNames,
  shareOfFeatures,
} from './reading.ts';
import { userRow } from './user-row.ts';

function activationView({ scores }: Reading, at: number) {
  const progress = scores.users.progress[at];
  if (progress === undefined) return null;
  return { progress, activatedAt: dayOrNull(scores.users.activatedAt[at]) };
}

/** A user as lists show it. */
export function userView(reading: Reading, at: number) {
  const { scores, window } = reading;
  const row = userRow(scores, window, at);
  const columns = scores.users.windows[window];
  if (!row || !columns) return undefined;
  const { users } = scores;
  const { accountsOfUser, userRanking } = derivedOf(scores);
  return {
    userId: idOf(reading, row.hash),
    accounts: (accountsOfUser[at] ?? []).map((a) => idOf(reading, scores.accounts.hash[a])),
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
    segments: segmentNames(scores, users.segments[at]),
    lastActiveDay: dayOrNull(users.lastActive[at]),
    confidence: confidenceOf(scores, window, users.first[at] ?? 0),
  };
}
