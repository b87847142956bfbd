import { dayNumber } from '../../model/day.ts';
import { dayAt, numberAt } from '../../scores/columns/nullable-column.ts';
import { exactScore } from '../../scores/formulas/exact-score.ts';
import { shownScore } from '../../scores/formulas/shown-score.ts';
import { userExactScore } from '../../scores/snapshot/subject-rows.ts';
import {
  type EvaluateRow,
  evaluationOf,
  NO_DATA,
  type RuleDay,
  windowDaysOf,
  windowIndexOf,
} from './evaluation.ts';

const DEFAULT_THRESHOLD = 20;

/** Where a subject's score came from and went to. */
interface ScoreReader {
  readonly score: (row: number) => number;
  /** NaN without a score before. */
  readonly previous: (row: number) => number;
  /** What its own activity did to the score. */
  readonly ownPart: (row: number) => number;
  /** Day numbers. */
  readonly firstDay: (row: number) => number;
}

/**
 * The change a rule looks at: the smaller of the plain change and the subject's own part when
 * their signs agree, else 0. Neither a holiday of everybody nor a rise of everybody else counts.
 */
export function ownChange(scoreChange: number, ownPart: number): number {
  if (Math.sign(scoreChange) !== Math.sign(ownPart)) return 0;
  return Math.sign(ownPart) * Math.min(Math.abs(scoreChange), Math.abs(ownPart));
}

/** Accounts: snapshots hold their scores and the parts of each change. */
function accountScoreReader({ scores }: RuleDay, window: number): ScoreReader | undefined {
  const columns = scores.accounts.windows[window];
  if (!columns) return undefined;
  const { created, first } = scores.accounts;
  const headline = columns[scores.headline];
  return {
    score: (row) => headline[row] ?? 0,
    previous: (row) => columns.previous[row] ?? Number.NaN,
    ownPart: (row) => columns.ownPart[row] ?? Number.NaN,
    firstDay: (row) => dayAt(created, row) ?? first[row] ?? 0,
  };
}

/** Users: snapshots hold raw scores only, and a change is their own but for the benchmark's part. */
function userScoreReader({ scores }: RuleDay, window: number): ScoreReader | undefined {
  const columns = scores.users.windows[window];
  if (!columns) return undefined;
  const { previous: before = null } = scores.windows[window] ?? {};
  const scoreThen = (raw: number | null) =>
    raw === null || !before ? Number.NaN : exactScore(raw, before.benchmark, before.curve);
  const previous = (row: number) => scoreThen(numberAt(columns.previousRaw, row));
  return {
    score: (row) => userExactScore(scores, window, row),
    previous,
    ownPart: (row) => scoreThen(numberAt(columns.raw, row)) - previous(row),
    firstDay: (row) => scores.users.first[row] ?? 0,
  };
}

function scoreReaderOf(ruleDay: RuleDay, window: number): ScoreReader | undefined {
  const readerOf = ruleDay.subjectKind === 'user' ? userScoreReader : accountScoreReader;
  return readerOf(ruleDay, window);
}

/** A rise of somebody who was hardly there a window ago is no news. */
const RISE_TENURE_WINDOWS = 2;

/**
 * When everybody does half or double of what they did, small counts make anybody swing. Of fewer
 * than 20 users nobody is everybody: one of them may be the benchmark.
 */
const MAX_POPULATION_SWING = 2;
const MIN_POPULATION_USERS = 20;

function isPopulationSwing({ scores }: RuleDay, window: number): boolean {
  const { benchmark = 0, previous, scoringUsers = 0 } = scores.windows[window] ?? {};
  if (scoringUsers < MIN_POPULATION_USERS) return false;
  const before = previous?.benchmark ?? 0;
  return benchmark * MAX_POPULATION_SWING < before || benchmark > before * MAX_POPULATION_SWING;
}

/**
 * Breached by a change of more than `threshold` points one way; cleared when it is back to `clear`,
 * half the threshold by default.
 *
 * @param direction 1 for rises, -1 for falls
 */
export function changeEvaluator(ruleDay: RuleDay, direction: 1 | -1): EvaluateRow {
  const { rule, scores } = ruleDay;
  const window = windowIndexOf(ruleDay);
  const reader = scoreReaderOf(ruleDay, window);
  if (!reader || isPopulationSwing(ruleDay, window)) return NO_DATA;
  const { threshold = DEFAULT_THRESHOLD } = rule;
  const { clear = threshold / 2 } = rule;
  const windows = direction === 1 ? RISE_TENURE_WINDOWS : 1;
  const tenure = rule.minTenureDays ?? windowDaysOf(ruleDay) * windows;
  const latestFirstDay = dayNumber(scores.asOf) - tenure;
  return (row) => {
    const before = reader.previous(row);
    if (Number.isNaN(before) || reader.firstDay(row) > latestFirstDay) return 'no_data';
    const change = direction * ownChange(reader.score(row) - before, reader.ownPart(row));
    return evaluationOf(change > threshold, change <= clear);
  };
}

/**
 * Breached by a shown score past the threshold; cleared when it is back to `clear`, the threshold
 * by default.
 *
 * @param direction 1 for scores above it, -1 for scores below it
 */
export function levelEvaluator(ruleDay: RuleDay, direction: 1 | -1): EvaluateRow {
  const { rule, scores } = ruleDay;
  const reader = scoreReaderOf(ruleDay, windowIndexOf(ruleDay));
  const { threshold } = rule;
  if (!reader || threshold === undefined) return NO_DATA;
  const { clear = threshold } = rule;
  const latestFirstDay = dayNumber(scores.asOf) - (rule.minTenureDays ?? 0);
  return (row) => {
    if (reader.firstDay(row) > latestFirstDay) return 'no_data';
    const beyond = direction * shownScore(reader.score(row));
    return evaluationOf(beyond > direction * threshold, beyond <= direction * clear);
  };
}
