import { traitsOn } from '../../events/profile.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import { dayAt } from '../columns/nullable-day.ts';
import { bandOf } from '../formulas/band.ts';
import { confidenceOf } from '../snapshot/confidence.ts';
import { userRow } from '../snapshot/user-row.ts';
import {
  adoptionShare,
  dayOrNull,
  derivedOf,
  idOf,
  type SnapshotWindow,
} from './snapshot-window.ts';
import { userSegments } from './user-segments.ts';

function activationView({ scores }: SnapshotWindow, user: number) {
  const progress = scores.users.progress[user];
  if (progress === undefined) return null;
  return { progress, activatedAt: dayOrNull(dayAt(scores.users.activatedAt, user)) };
}

/** A user as lists show it, with its traits where they are at hand. */
export function userView(snapshot: SnapshotWindow, model: ScoringModel, user: number) {
  const { scores, window } = snapshot;
  const row = userRow(scores, window, user);
  const columns = scores.users.windows[window];
  if (!row || !columns) return undefined;
  const { users } = scores;
  const { accountsOf, userRanking } = derivedOf(scores);
  const profile = snapshot.userProfiles?.get(row.hash);
  const { name = null, ...traits } = profile ? traitsOn(profile, scores.asOf) : {};
  return {
    userId: idOf(snapshot, row.hash),
    name,
    accounts: accountsOf(user).map((a) => idOf(snapshot, scores.accounts.hash[a])),
    score: row.score,
    exactScore: row.exactScore,
    rawScore: row.rawScore,
    previousScore: row.previousScore,
    change: row.change,
    band: bandOf(row.score),
    rank: userRanking(window).rank[user] ?? null,
    adoption: adoptionShare(scores, columns.used[user]),
    adoptionEver: adoptionShare(scores, users.everUsed[user]),
    frequency: columns.activeDays[user] ?? 0,
    activation: activationView(snapshot, user),
    segments: userSegments(scores, model, user, snapshot.userProfiles),
    lastActiveDay: dayOrNull(users.lastActive[user]),
    confidence: confidenceOf(scores, window, users.first[user] ?? 0),
    traits,
  };
}
