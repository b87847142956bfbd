import type { DayCounts } from '../../../lib/counts/day/day-counts.ts';
import { type DayScoreInput, scoreDay } from '../../../lib/scores/day/score-day.ts';
import type { DayScores } from '../../../lib/scores/snapshot/day-scores.ts';
import { accountRow, userRow } from '../../../lib/scores/snapshot/subject-rows.ts';
import { aModel } from './a-model.ts';
import { hashId } from './hash-id.ts';

/** The scores of 20 November 2026 under `aModel`, from some days of counts. */
export function score(counts: readonly DayCounts[], given: Partial<DayScoreInput> = {}): DayScores {
  return scoreDay({
    model: aModel(),
    asOf: '2026-11-20',
    complete: true,
    counts,
    lifetimeIndex: [],
    resolve: (hash) => hash,
    profiles: { users: new Map(), accounts: new Map() },
    ...given,
  });
}

/** A user's row; window 1 is the headline, 7 days. */
export function userIn(scores: DayScores, id: string, window = 1) {
  return userRow(scores, window, scores.users.hash.indexOf(hashId('user', id)));
}

/** An account's row; window 1 is the headline, 7 days. */
export function accountIn(scores: DayScores, id: string, window = 1) {
  return accountRow(scores, window, scores.accounts.hash.indexOf(hashId('account', id)));
}
