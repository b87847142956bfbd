import type { DayCounts } from '../../counts/day/day-counts.ts';
import type { ResolveIdentity } from '../../events/identity-link.ts';
import { addDays, type Day } from '../../model/day.ts';
import { weightOf } from '../../model/event-weight.ts';
import { type IdHash, NO_ID } from '../../model/id-hash.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import type { Window } from '../../model/window.ts';
import type { EventCount } from '../columns/event-counts.ts';
import { changeReasons } from '../formulas/change-reasons.ts';
import { explainedChange } from '../formulas/explain-change.ts';
import { type ReportedScore, versionChange } from '../formulas/version-change.ts';
import { userParts, userRow } from '../snapshot/user-row.ts';
import type { SnapshotWindow } from './snapshot-window.ts';

interface Contribution {
  readonly event: string;
  readonly count: number;
  readonly previousCount: number;
  readonly weight: number;
  readonly points: number;
}

/**
 * Returns the counts of one user by event: in the window that ends on a day, and in the one before.
 */
function userCounts(
  days: readonly DayCounts[],
  user: IdHash,
  resolve: ResolveIdentity,
  from: Day,
): Map<string, { count: number; previousCount: number }> {
  const counts = new Map<string, { count: number; previousCount: number }>();
  for (const part of days) {
    const ids = new Set(
      part.users.flatMap((hash, index) => (resolve(hash) === user ? [index] : [])),
    );
    if (ids.size === 0) continue;
    part.user.forEach((id, row) => {
      if (!ids.has(id)) return;
      const event = part.events[part.event[row] ?? 0] ?? '';
      const sum = counts.get(event) ?? { count: 0, previousCount: 0 };
      sum[part.day >= from ? 'count' : 'previousCount'] += part.count[row] ?? 0;
      counts.set(event, sum);
    });
  }
  return counts;
}

/** Returns the first day of counts that the explanation of a window needs. */
export function explanationStart(window: Window, asOf: Day): Day {
  return addDays(asOf, 1 - 2 * window);
}

function contributionsOf(
  counts: readonly DayCounts[],
  user: IdHash,
  resolve: ResolveIdentity,
  model: ScoringModel,
  window: Window,
  asOf: Day,
): readonly Contribution[] {
  const from = addDays(asOf, 1 - window);
  return [...userCounts(counts, user, resolve, from)]
    .map(([event, sums]) => {
      const weight = weightOf(model, event);
      return { event, ...sums, weight, points: sums.count * weight };
    })
    .sort((a, b) => b.points - a.points || (a.event < b.event ? -1 : 1));
}

/**
 * Returns what made a user's raw score, event by event (those of weight 0 have 0 points), and what
 * moved the score since one window ago; null without a score then, and while the day goes on.
 *
 * @param previous the score one window ago, where it was reported under another version of the
 * model
 */
export function userExplanation(
  snapshot: SnapshotWindow,
  index: number,
  counts: readonly DayCounts[],
  resolve: ResolveIdentity,
  model: ScoringModel,
  previous?: ReportedScore,
) {
  const { scores, window } = snapshot;
  const row = userRow(scores, window, index);
  const parts = userParts(scores, window, index);
  const hash = scores.users.hash[index] ?? NO_ID;
  const days = scores.windows[window]?.window ?? 1;
  const contributions = contributionsOf(counts, hash, resolve, model, days, scores.asOf);
  if (!parts || !row || row.change === null) {
    return { contributions, change: null, versionChange: null };
  }
  const uses = contributions.map(({ count, previousCount }, i): EventCount => {
    return [i, count, previousCount];
  });
  const names = contributions.map(({ event }) => event);
  const reasons = changeReasons(parts, uses, names, model);
  const exact = parts.own + parts.others;
  const { modelVersion } = scores;
  return {
    contributions,
    change: explainedChange(row.change, exact, parts, reasons),
    versionChange: versionChange({ ...row, parts, modelVersion }, previous, reasons),
  };
}
