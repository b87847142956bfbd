import type { DayCounts } from '../../counts/day/day-counts.ts';
import type { ResolveIdentity } from '../../events/identity-link.ts';
import { addDays, type Day } from '../../model/day.ts';
import { weightOf } from '../../model/event-weight.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { Window } from '../../model/window.ts';
import { listAt } from '../columns/list-column.ts';
import { membershipChangesOf } from '../columns/membership-changes.ts';
import { changeReasons, type EventChange } from '../formulas/change-reasons.ts';
import { explainedChange } from '../formulas/explain-change.ts';
import { type ReportedScore, versionChange } from '../formulas/version-change.ts';
import { accountEventChanges, accountRow, userParts, userRow } from '../snapshot/subject-rows.ts';
import type { FeatureAges } from './feature-usage.ts';
import type { SnapshotWindow } from './snapshot-window.ts';

/** A user or an account of a snapshot whose score is to be explained. */
interface ExplainedSubject {
  readonly snapshot: SnapshotWindow;
  readonly row: number;
}

const withPoints = (change: EventChange) => ({ ...change, points: change.count * change.weight });

const NOTHING_TO_COMPARE = { change: null, versionChange: null };

/** Returns what people call a user: its name, else its id. */
export type NameOf = (hash: IdHash) => string;

function membershipChanges({ scores, window }: SnapshotWindow, account: number) {
  return membershipChangesOf(scores.accounts.windows[window]?.moved, account);
}

/** Returns the members that came or went in the window, so that their names can be read. */
export function changedMembers(snapshot: SnapshotWindow, account: number): readonly IdHash[] {
  return membershipChanges(snapshot, account).map(([hash]) => hash);
}

/**
 * Returns what made an account's raw score, event by event, and what moved its score since one
 * window ago; null without a score then, and while the day goes on.
 *
 * @param previous the score one window ago, where another version of the model reported it
 */
export function accountExplanation(
  { snapshot, row: account }: ExplainedSubject,
  nameOf: NameOf,
  previous?: ReportedScore,
) {
  const { scores, window, model } = snapshot;
  const changes = accountEventChanges(scores, window, account, model);
  const contributions = changes.map(withPoints).sort((a, b) => b.points - a.points);
  const row = accountRow(scores, window, account);
  if (!row?.parts || row.change === null) return { contributions, ...NOTHING_TO_COMPARE };
  const members = membershipChanges(snapshot, account).map(([hash, joined, points]) => {
    return { name: nameOf(hash), joined: joined === 1, points };
  });
  const reasons = changeReasons(row.parts, changes, members);
  const exact = row.exactScore - (row.previousExact ?? 0);
  const { modelVersion } = scores;
  return {
    contributions,
    change: explainedChange(row.change, exact, row.parts, reasons),
    versionChange: versionChange({ ...row, modelVersion }, previous, reasons),
  };
}

export function accountFeatureDays({ scores }: SnapshotWindow, account: number): FeatureAges {
  const { sinceFirst, sinceLast } = scores.accounts;
  return {
    sinceFirst: [...listAt(sinceFirst, account)],
    sinceLast: [...listAt(sinceLast, account)],
  };
}

/** Returns the first day of counts that the explanation of a window needs. */
export function explanationStart(window: Window, asOf: Day): Day {
  return addDays(asOf, 1 - 2 * window);
}

interface ExplainedUser extends ExplainedSubject {
  readonly resolve: ResolveIdentity;
}

/** Returns how often a user did what, in the window of the snapshot and in the one before. */
function userEventChanges({ snapshot, row, resolve }: ExplainedUser, days: readonly DayCounts[]) {
  const { scores, window, model } = snapshot;
  const from = addDays(scores.asOf, 1 - (scores.windows[window]?.window ?? 1));
  const counts = new Map<string, { count: number; previousCount: number }>();
  for (const part of days) {
    const isUser = part.users.map((hash) => resolve(hash) === scores.users.hash[row]);
    if (!isUser.includes(true)) continue;
    part.user.forEach((user, index) => {
      if (!isUser[user]) return;
      const event = part.events[part.event[index] ?? 0] ?? '';
      const sum = counts.get(event) ?? { count: 0, previousCount: 0 };
      sum[part.day >= from ? 'count' : 'previousCount'] += part.count[index] ?? 0;
      counts.set(event, sum);
    });
  }
  return Array.from(counts, ([event, sums]) => ({
    event,
    ...sums,
    weight: weightOf(model, event),
  }));
}

/**
 * Returns what made a user's raw score, event by event (those of weight 0 have 0 points), and what
 * moved the score since one window ago; null without a score then, and while the day goes on.
 *
 * @param counts of all days from `explanationStart` on
 * @param previous the score one window ago, where another version of the model reported it
 */
export function userExplanation(
  user: ExplainedUser,
  counts: readonly DayCounts[],
  previous?: ReportedScore,
) {
  const { scores, window } = user.snapshot;
  const contributions = userEventChanges(user, counts)
    .map(withPoints)
    .sort((a, b) => b.points - a.points || (a.event < b.event ? -1 : 1));
  const row = userRow(scores, window, user.row);
  const parts = userParts(scores, window, user.row);
  if (!parts || !row || row.change === null) return { contributions, ...NOTHING_TO_COMPARE };
  const reasons = changeReasons(parts, contributions);
  const { modelVersion } = scores;
  return {
    contributions,
    change: explainedChange(row.change, parts.own + parts.others, parts, reasons),
    versionChange: versionChange({ ...row, parts, modelVersion }, previous, reasons),
  };
}
