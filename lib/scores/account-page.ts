import { type EverColumns, everOfAccount } from '../counts/ever-columns.ts';
import { dayNumber } from '../model/day.ts';
import { weightOf } from '../model/event-weight.ts';
import type { IdHash } from '../model/id-hash.ts';
import type { ScoringModel } from '../model/scoring-model.ts';
import { accountRow } from './account-row.ts';
import { bandOf } from './band.ts';
import { changeReasons, changeSentence } from './explain-change.ts';
import { keyFeaturesOf } from './features.ts';
import { exactScore, shownScore } from './normalize.ts';
import { dayOrNull, derivedOf, idOf, type Reading } from './reading.ts';

/** What made the raw score, event by event, and what moved the score since one window ago. */
export function accountExplanation(reading: Reading, model: ScoringModel, at: number) {
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
  const reasons = changeReasons(row.parts, events, scores.eventNames, model);
  return {
    contributions,
    change: {
      points: row.change,
      exactPoints: row.exactScore - (row.previousExact ?? 0),
      parts: row.parts,
      reasons,
      sentence: changeSentence(row.change, reasons),
    },
  };
}

/** Each key feature: whether it was used in the window, and since when at all. */
export function accountFeatures(
  reading: Reading,
  model: ScoringModel,
  hash: IdHash,
  ever: readonly EverColumns[],
) {
  const { scores, window } = reading;
  const end = dayNumber(scores.asOf);
  const begin = end - (scores.windows[window]?.window ?? 1) + 1;
  const cells = everOfAccount(ever, hash).filter((cell) => cell.first <= end);
  return keyFeaturesOf(model).map((feature) => {
    const used = cells.filter((cell) => feature.events.includes(cell.event));
    const first = used.length === 0 ? null : Math.min(...used.map((cell) => cell.first));
    return {
      id: feature.id,
      label: feature.label,
      used: used.some((cell) => cell.last >= begin),
      firstDay: dayOrNull(first),
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

/** The known members of an account by what they do there, the most engaged first. */
export function accountMembers(reading: Reading, at: number) {
  const { scores, window } = reading;
  const yardstick = scores.windows[window];
  const raws = scores.members.raw[window] ?? [];
  const members = derivedOf(scores).membersOfAccount[at] ?? [];
  return members
    .map((member) => {
      const rawScore = raws[member] ?? 0;
      const exact = exactScore(rawScore, yardstick?.benchmark ?? 0, yardstick?.curve ?? 0);
      return {
        userId: idOf(reading, scores.users.hash[scores.members.user[member] ?? -1]),
        score: shownScore(exact),
        exactScore: exact,
        rawScore,
        band: bandOf(shownScore(exact)),
        lastActiveDay: dayOrNull(scores.members.lastActive[member]),
      };
    })
    .sort((a, b) => b.exactScore - a.exactScore || (a.userId ?? '').localeCompare(b.userId ?? ''));
}
