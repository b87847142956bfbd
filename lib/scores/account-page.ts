import { dayNumber } from '../model/day.ts';
import { weightOf } from '../model/event-weight.ts';
import type { IdHash } from '../model/id-hash.ts';
import type { ScoringModel } from '../model/scoring-model.ts';
import { accountRow } from './account-row.ts';
import { changeReasons, explainedChange, type NamedMember } from './explain-change.ts';
import { keyFeaturesOf } from './features.ts';
import { dayOrNull, type Reading } from './reading.ts';

/** What people call a user: its name, else its id. */
export type NameOf = (hash: IdHash) => string;

/** The members that came or went in the window, by the name people know them by. */
function namedMembers(reading: Reading, at: number, nameOf: NameOf): NamedMember[] {
  const moved = reading.scores.accounts.windows[reading.window]?.moved[at] ?? [];
  return moved.map(([hash, joined, points]) => {
    return { name: nameOf(hash), joined: joined === 1, points };
  });
}

/** Who came or went, for whoever looks up the names. */
export function movedMembers({ scores, window }: Reading, at: number): readonly IdHash[] {
  return (scores.accounts.windows[window]?.moved[at] ?? []).map(([hash]) => hash);
}

/** What made the raw score, event by event, and what moved the score since one window ago. */
export function accountExplanation(
  reading: Reading,
  model: ScoringModel,
  at: number,
  nameOf: NameOf,
) {
  const { scores, window } = reading;
  const events = scores.accounts.windows[window]?.events[at] ?? [];
  const contributions = events
    .map(([event, count, previousCount]) => {
      const name = scores.eventNames[event] ?? '';
      const weight = weightOf(model, name);
      return { event: name, count, previousCount, weight, points: count * weight };
    })
    .sort((a, b) => b.points - a.points);
  const row = accountRow(scores, window, at);
  if (!row?.parts || row.change === null) return { contributions, change: null };
  const members = namedMembers(reading, at, nameOf);
  const reasons = changeReasons(row.parts, events, scores.eventNames, model, members);
  const exact = row.exactScore - (row.previousExact ?? 0);
  return { contributions, change: explainedChange(row.change, exact, row.parts, reasons) };
}

/** Each key feature: whether it was used in the window, and since when at all. */
export function accountFeatures({ scores, window }: Reading, model: ScoringModel, at: number) {
  const today = dayNumber(scores.asOf);
  const days = scores.windows[window]?.window ?? 1;
  return keyFeaturesOf(model).map(({ id, label }, feature) => {
    const first = scores.accounts.sinceFirst[at]?.[feature] ?? -1;
    const last = scores.accounts.sinceLast[at]?.[feature] ?? -1;
    return {
      id,
      label,
      used: last >= 0 && last < days,
      firstDay: first < 0 ? null : dayOrNull(today - first),
      lastDay: last < 0 ? null : dayOrNull(today - last),
    };
  });
}

/** The activation steps of an account, done or not; null when the model has none. */
export function accountSteps(reading: Reading, model: ScoringModel, at: number) {
  const days = reading.scores.accounts.steps[at];
  const steps = model.activation?.account?.steps;
  if (!days || !steps) return null;
  return steps.map((step, i) => ({
    id: step.id,
    label: step.label ?? step.id,
    done: (days[i] ?? 0) > 0,
    day: dayOrNull(days[i]),
  }));
}
