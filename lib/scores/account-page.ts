import { weightOf } from '../model/event-weight.ts';
import type { IdHash } from '../model/id-hash.ts';
import type { Activation, ScoringModel } from '../model/scoring-model.ts';
import { accountRow } from './account-row.ts';
import { eventUsesOf } from './event-uses.ts';
import { changeReasons, explainedChange, type NamedMember } from './explain-change.ts';
import type { FeatureDays } from './feature-uses.ts';
import { hasRow, type ListColumn, listAt } from './list-column.ts';
import { memberMovesOf } from './member-moves.ts';
import { dayOrNull, type Reading } from './reading.ts';
import { type ReportedScore, versionChange } from './version-change.ts';

/** What people call a user: its name, else its id. */
export type NameOf = (hash: IdHash) => string;

/** The members that came or went in the window, by the name people know them by. */
function namedMembers(reading: Reading, at: number, nameOf: NameOf): NamedMember[] {
  const columns = reading.scores.accounts.windows[reading.window];
  return memberMovesOf(columns?.moved, at).map(([hash, joined, points]) => {
    return { name: nameOf(hash), joined: joined === 1, points };
  });
}

/** Who came or went, for whoever looks up the names. */
export function movedMembers({ scores, window }: Reading, at: number): readonly IdHash[] {
  return memberMovesOf(scores.accounts.windows[window]?.moved, at).map(([hash]) => hash);
}

/**
 * What made the raw score, event by event, and what moved the score since one window ago.
 *
 * @param then the score one window ago, where it was reported under another version of the model
 */
export function accountExplanation(
  reading: Reading,
  model: ScoringModel,
  at: number,
  nameOf: NameOf,
  then?: ReportedScore,
) {
  const { scores, window } = reading;
  const events = eventUsesOf(scores.accounts.windows[window]?.events, at);
  const contributions = events
    .map(([event, count, previousCount]) => {
      const name = scores.eventNames[event] ?? '';
      const weight = weightOf(model, name);
      return { event: name, count, previousCount, weight, points: count * weight };
    })
    .sort((a, b) => b.points - a.points);
  const row = accountRow(scores, window, at);
  if (!row?.parts || row.change === null) {
    return { contributions, change: null, versionChange: null };
  }
  const members = namedMembers(reading, at, nameOf);
  const reasons = changeReasons(row.parts, events, scores.eventNames, model, members);
  const exact = row.exactScore - (row.previousExact ?? 0);
  const { modelVersion } = scores;
  return {
    contributions,
    change: explainedChange(row.change, exact, row.parts, reasons),
    versionChange: versionChange({ ...row, modelVersion }, then, reasons),
  };
}

/** When an account used each key feature first and last. */
export function accountFeatureDays({ scores: { accounts } }: Reading, at: number): FeatureDays {
  return {
    sinceFirst: [...listAt(accounts.sinceFirst, at)],
    sinceLast: [...listAt(accounts.sinceLast, at)],
  };
}

/** The steps of activation, done or not; null when the model has none. */
export function stepsOf(activation: Activation | undefined, steps: ListColumn, at: number) {
  if (!activation || !hasRow(steps, at)) return null;
  const days = listAt(steps, at);
  return activation.steps.map((step, i) => ({
    id: step.id,
    label: step.label ?? step.id,
    done: (days[i] ?? 0) > 0,
    day: dayOrNull(days[i]),
  }));
}
