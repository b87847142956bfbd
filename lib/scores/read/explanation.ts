import type { IdHash } from '../../model/id-hash.ts';
import { listAt } from '../columns/list-column.ts';
import type { EventChange } from '../formulas/change-reasons.ts';
import { explainedChange } from '../formulas/explain-change.ts';
import { type ReportedScore, versionChange } from '../formulas/version-change.ts';
import {
  type AccountInWindow,
  accountEventChanges,
  accountReasons,
  type NameOf,
  namedMembers,
} from '../snapshot/account-reasons.ts';
import { accountRow } from '../snapshot/subject-rows.ts';
import type { FeatureAges } from './feature-usage.ts';
import type { SnapshotWindow } from './snapshot-window.ts';

/** A user or an account of a snapshot whose score is to be explained. */
export interface ExplainedSubject {
  readonly snapshot: SnapshotWindow;
  readonly row: number;
}

/** Returns a change of counts with what the count now is worth. */
export const withPoints = (change: EventChange) => ({
  ...change,
  points: change.count * change.weight,
});

export const NOTHING_TO_COMPARE = { change: null, versionChange: null };

function accountIn({ scores, window, model }: SnapshotWindow, account: number): AccountInWindow {
  return { scores, window, model, account };
}

/** Returns the members that the explanation of an account names, so that their names can be read. */
export function changedMembers(snapshot: SnapshotWindow, account: number): readonly IdHash[] {
  return namedMembers(accountIn(snapshot, account));
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
  const { scores, window } = snapshot;
  const of = accountIn(snapshot, account);
  const contributions = accountEventChanges(of)
    .map(withPoints)
    .sort((a, b) => b.points - a.points);
  const row = accountRow(scores, window, account);
  if (!row?.parts || row.change === null) return { contributions, ...NOTHING_TO_COMPARE };
  const { reasons, stopped } = accountReasons(of, nameOf);
  const exactPoints = row.exactScore - (row.previousExact ?? 0);
  const { modelVersion } = scores;
  return {
    contributions,
    change: explainedChange({ points: row.change, exactPoints }, row.parts, reasons, stopped),
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
