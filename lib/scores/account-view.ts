import { championOf } from './account-members.ts';
import { accountRow } from './account-row.ts';
import { bandOf } from './band.ts';
import { confidenceOf } from './confidence.ts';
import { listAt } from './list-column.ts';
import { dayAt } from './nullable-day.ts';
import {
  accountTraits,
  dayOrNull,
  derivedOf,
  idOf,
  type Reading,
  segmentNames,
  shareOfFeatures,
} from './reading.ts';

function activationView({ scores }: Reading, at: number) {
  const progress = scores.accounts.progress[at];
  if (progress === undefined) return null;
  return { progress, activatedAt: dayOrNull(dayAt(scores.accounts.activatedAt, at)) };
}

/** An account as lists show it. */
export function accountView(reading: Reading, at: number) {
  const { scores, window } = reading;
  const row = accountRow(scores, window, at);
  const columns = scores.accounts.windows[window];
  if (!row || !columns) return undefined;
  const { accounts } = scores;
  const { name, ...traits } = accountTraits(reading, row.hash);
  return {
    accountId: idOf(reading, row.hash),
    name: name ?? null,
    score: row.score,
    exactScore: row.exactScore,
    scores: row.scores,
    rawScore: row.rawScore,
    previousScore: row.previousScore,
    change: row.change,
    band: bandOf(row.score),
    rank: derivedOf(scores).accountRanking(window).rank[at] ?? null,
    activeUsers: columns.activeUsers[at] ?? 0,
    knownUsers: accounts.knownUsers[at] ?? 0,
    champion: championOf(reading, at),
    adoption: shareOfFeatures(scores, columns.used[at]),
    adoptionEver: shareOfFeatures(scores, accounts.everUsed[at]),
    frequency: columns.activeDays[at] ?? 0,
    activation: activationView(reading, at),
    lifecycle: accounts.lifecycle[at] ?? 'unknown',
    segments: segmentNames(scores, listAt(accounts.segments, at)),
    owner: accounts.owner[at] ?? null,
    lastActiveDay: dayOrNull(accounts.lastActive[at]),
    confidence: confidenceOf(scores, window, accounts.first[at] ?? 0),
    traits,
  };
}
