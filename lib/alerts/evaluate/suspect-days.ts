import { dayNumber } from '../../model/day.ts';
import type { DocumentStore } from '../../model/document-store.ts';
import type { DayScores } from '../../scores/snapshot/day-scores.ts';
import { type RuleDay, windowDaysOf } from './evaluation.ts';

/** Days of a model on which tracking was broken, as day numbers. */
interface SuspectDays {
  readonly days: readonly number[];
}

/** Twice the longest window, and the longest absence that rules look for by default. */
const REMEMBERED_DAYS = 800;

/** More than a fifth of a window missing makes healthy accounts fall by ten points and more. */
const MAX_MISSING_SHARE = 0.2;

/** Whether too much is missing on the day that was scored to tell anything about it. */
export function isSuspect({ suspect }: DayScores): boolean {
  return suspect.length > 0;
}

/** Stores the broken days of a model, which spoil the windows that they lie in later; returns them. */
export async function recordSuspectDay(
  documents: DocumentStore,
  scores: DayScores,
): Promise<readonly number[]> {
  const id = `suspect/${scores.model}`;
  const today = dayNumber(scores.asOf);
  const stored = await documents.get<SuspectDays>('setting', id);
  const before = stored?.body.days ?? [];
  if (before.includes(today) === isSuspect(scores)) return before;
  const others = before.filter((day) => day !== today && day > today - REMEMBERED_DAYS);
  const days = isSuspect(scores) ? [...others, today] : others;
  await documents.put<SuspectDays>('setting', id, { days }, stored?.version ?? 0);
  return days;
}

/** Whether the day itself is broken: then a rule about absence waits for the next one. */
export function isSuspectToday({ scores, suspect }: RuleDay): boolean {
  return suspect.includes(dayNumber(scores.asOf));
}

/** Whether the day, or too much of its window or the one before, is broken: scores wait then. */
export function isWindowSuspect(ruleDay: RuleDay): boolean {
  if (isSuspectToday(ruleDay)) return true;
  const today = dayNumber(ruleDay.scores.asOf);
  const window = windowDaysOf(ruleDay);
  const missingShare = (from: number, to: number) =>
    ruleDay.suspect.filter((day) => day >= from && day <= to).length / window;
  const worst = Math.max(
    missingShare(today - window + 1, today),
    missingShare(today - 2 * window + 1, today - window),
  );
  return worst > MAX_MISSING_SHARE;
}
