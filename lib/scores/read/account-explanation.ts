import { weightOf } from '../../model/event-weight.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import { eventCountsOf } from '../columns/event-counts.ts';
import { listAt } from '../columns/list-column.ts';
import { membershipChangesOf } from '../columns/membership-changes.ts';
import { changeReasons, type NamedMember } from '../formulas/change-reasons.ts';
import { explainedChange } from '../formulas/explain-change.ts';
import { type ReportedScore, versionChange } from '../formulas/version-change.ts';
import { accountRow } from '../snapshot/account-row.ts';
import type { FeatureAges } from './feature-usage.ts';
import type { SnapshotWindow } from './snapshot-window.ts';

/** Returns what people call a user: its name, else its id. */
export type NameOf = (hash: IdHash) => string;

/** Returns the members that came or went in the window, by the name people know them by. */
function namedMembers(snapshot: SnapshotWindow, account: number, nameOf: NameOf): NamedMember[] {
  const columns = snapshot.scores.accounts.windows[snapshot.window];
  return membershipChangesOf(columns?.moved, account).map(([hash, joined, points]) => {
    return { name: nameOf(hash), joined: joined === 1, points };
  });
}

/** Returns the members that came or went in the window, so that their names can be read. */
export function changedMembers(
  { scores, window }: SnapshotWindow,
  account: number,
): readonly IdHash[] {
  return membershipChangesOf(scores.accounts.windows[window]?.moved, account).map(([hash]) => hash);
}

/**
 * Returns what made an account's raw score, event by event, and what moved its score since one
 * window ago; null without a score then, and while the day goes on.
 *
 * @param previous the score one window ago, where it was reported under another version of the
 * model
 */
export function accountExplanation(
  snapshot: SnapshotWindow,
  model: ScoringModel,
  account: number,
  nameOf: NameOf,
  previous?: ReportedScore,
) {
  const { scores, window } = snapshot;
  const events = eventCountsOf(scores.accounts.windows[window]?.events, account);
  const contributions = events
    .map(([event, count, previousCount]) => {
      const name = scores.eventNames[event] ?? '';
      const weight = weightOf(model, name);
      return { event: name, count, previousCount, weight, points: count * weight };
    })
    .sort((a, b) => b.points - a.points);
  const row = accountRow(scores, window, account);
  if (!row?.parts || row.change === null) {
    return { contributions, change: null, versionChange: null };
  }
  const members = namedMembers(snapshot, account, nameOf);
  const reasons = changeReasons(row.parts, events, scores.eventNames, model, members);
  const exact = row.exactScore - (row.previousExact ?? 0);
  const { modelVersion } = scores;
  return {
    contributions,
    change: explainedChange(row.change, exact, row.parts, reasons),
    versionChange: versionChange({ ...row, modelVersion }, previous, reasons),
  };
}

/** Returns when an account used each key feature first and last. */
export function accountFeatureDays(
  { scores: { accounts } }: SnapshotWindow,
  account: number,
): FeatureAges {
  return {
    sinceFirst: [...listAt(accounts.sinceFirst, account)],
    sinceLast: [...listAt(accounts.sinceLast, account)],
  };
}
