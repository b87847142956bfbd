import { listAt } from '../columns/list-column.ts';
import { dayAt } from '../columns/nullable-day.ts';
import { bandOf } from '../formulas/band.ts';
import { accountRow } from '../snapshot/account-row.ts';
import { confidenceOf } from '../snapshot/confidence.ts';
import { championOf } from './account-members.ts';
import {
  accountTraits,
  adoptionShare,
  dayOrNull,
  derivedOf,
  idOf,
  type SnapshotWindow,
  segmentNames,
} from './snapshot-window.ts';

function activationView({ scores }: SnapshotWindow, account: number) {
  const progress = scores.accounts.progress[account];
  if (progress === undefined) return null;
  return { progress, activatedAt: dayOrNull(dayAt(scores.accounts.activatedAt, account)) };
}

/** An account as lists show it. */
export function accountView(snapshot: SnapshotWindow, account: number) {
  const { scores, window } = snapshot;
  const row = accountRow(scores, window, account);
  const columns = scores.accounts.windows[window];
  if (!row || !columns) return undefined;
  const { accounts } = scores;
  const { name, ...traits } = accountTraits(snapshot, row.hash);
  return {
    accountId: idOf(snapshot, row.hash),
    name: name ?? null,
    score: row.score,
    exactScore: row.exactScore,
    scores: row.scores,
    rawScore: row.rawScore,
    previousScore: row.previousScore,
    change: row.change,
    band: bandOf(row.score),
    rank: derivedOf(scores).accountRanking(window).rank[account] ?? null,
    activeUsers: columns.activeUsers[account] ?? 0,
    knownUsers: accounts.knownUsers[account] ?? 0,
    champion: championOf(snapshot, account),
    adoption: adoptionShare(scores, columns.used[account]),
    adoptionEver: adoptionShare(scores, accounts.everUsed[account]),
    frequency: columns.activeDays[account] ?? 0,
    activation: activationView(snapshot, account),
    lifecycle: accounts.lifecycle[account] ?? 'unknown',
    segments: segmentNames(scores, listAt(accounts.segments, account)),
    owner: accounts.owner[account] ?? null,
    lastActiveDay: dayOrNull(accounts.lastActive[account]),
    confidence: confidenceOf(scores, window, accounts.first[account] ?? 0),
    traits,
  };
}
