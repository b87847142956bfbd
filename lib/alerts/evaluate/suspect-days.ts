import { dayNumber } from '../../model/day.ts';
import type { DocumentStore } from '../../model/document-store.ts';
import type { DayScores } from '../../scores/snapshot/day-scores.ts';
import type { AlertRule } from '../rule.ts';

/** Days of a model on which tracking was broken, as day numbers. */
interface SuspectDays {
  readonly days: readonly number[];
}

/** Twice the longest window, and the longest absence that rules ask for by default. */
const REMEMBERED_DAYS = 800;

/** More than a fifth of a window missing makes healthy accounts fall by ten points and more. */
const MAX_MISSING_SHARE = 0.2;

/** Whether too much is missing on the day that was scored to tell anything about it. */
export function isSuspect(scores: DayScores): boolean {
  const { suspect } = scores as DayScores & { readonly suspect?: readonly unknown[] };
  return (suspect?.length ?? 0) > 0;
}

/** Keeps the broken days of a model, for they spoil the windows that they lie in later. */
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

const SCORE_KINDS = /^score\./;
const INACTIVITY_KINDS = /inactive$/;

/** Whether a rule waits for better days: it looks at none of those that it cannot judge. */
export function isDeferred(
  rule: AlertRule,
  scores: DayScores,
  suspect: readonly number[],
): boolean {
  const today = dayNumber(scores.asOf);
  if (INACTIVITY_KINDS.test(rule.kind)) return suspect.includes(today);
  if (!SCORE_KINDS.test(rule.kind)) return false;
  if (suspect.includes(today)) return true;
  const window = rule.window ?? scores.headlineWindow;
  const missingShare = (from: number, to: number) =>
    suspect.filter((day) => day >= from && day <= to).length / window;
  const worst = Math.max(
    missingShare(today - window + 1, today),
    missingShare(today - 2 * window + 1, today - window),
  );
  return worst > MAX_MISSING_SHARE;
}
