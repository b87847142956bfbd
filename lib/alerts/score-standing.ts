import { dayNumber } from '../model/day.ts';
import { exactScore, shownScore } from '../scores/normalize.ts';
import { dayAt } from '../scores/nullable-day.ts';
import { numberAt } from '../scores/nullable-number.ts';
import type { AlertRule } from './rule.ts';
import {
  type DayView,
  DEFAULT_THRESHOLD,
  NEVER_KNOWN,
  type ReadStanding,
  standingOf,
  windowOf,
} from './standing.ts';

/** Where a subject's score came from and went to; undefined where there is none to compare. */
interface Move {
  readonly score: (at: number) => number;
  /** NaN without a score before. */
  readonly previous: (at: number) => number;
  /** What its own activity did to the score. */
  readonly own: (at: number) => number;
  /** Day numbers. */
  readonly begin: (at: number) => number;
}

/**
 * The change a rule looks at: the smaller of the plain change and the subject's own part when
 * their signs agree, else 0. Neither a holiday of everybody nor a rise of everybody else counts.
 */
export function ownChange(plain: number, own: number): number {
  if (Math.sign(plain) !== Math.sign(own)) return 0;
  return Math.abs(plain) < Math.abs(own) ? plain : own;
}

function accountMove({ scores }: DayView, window: number): Move | undefined {
  const columns = scores.accounts.windows[window];
  if (!columns) return undefined;
  const { created, first } = scores.accounts;
  const headline = columns[scores.headline];
  return {
    score: (at) => headline[at] ?? 0,
    previous: (at) => columns.previous[at] ?? Number.NaN,
    own: (at) => columns.ownPart[at] ?? Number.NaN,
    begin: (at) => dayAt(created, at) ?? first[at] ?? 0,
  };
}

function userMove({ scores }: DayView, window: number): Move | undefined {
  const columns = scores.users.windows[window];
  const now = scores.windows[window];
  if (!columns || !now) return undefined;
  const before = now.previous;
  const scoredBy = (raw: number | null | undefined, yardstick: typeof before) =>
    raw === null || raw === undefined || !yardstick
      ? Number.NaN
      : exactScore(raw, yardstick.benchmark, yardstick.curve);
  const previous = (at: number) => scoredBy(numberAt(columns.previousRaw, at), before);
  return {
    score: (at) => scoredBy(columns.raw[at], now),
    previous,
    own: (at) => scoredBy(columns.raw[at], before) - previous(at),
    begin: (at) => scores.users.first[at] ?? 0,
  };
}

function moveOf(rule: AlertRule, view: DayView): Move | undefined {
  const window = windowOf(rule, view.scores);
  return rule.scope === 'user' ? userMove(view, window) : accountMove(view, window);
}

/** A rise of somebody who was hardly there a window ago is no news. */
const RISE_TENURE_WINDOWS = 2;

/**
 * When everybody does half or double of what they did, small counts make anybody swing. Of fewer
 * than 20 users nobody is everybody: one of them may be the benchmark.
 */
const LARGEST_SWING = 2;
const EVERYBODY_FROM_USERS = 20;

function everybodySwung({ scores }: DayView, window: number): boolean {
  const { benchmark = 0, previous, scoringUsers = 0 } = scores.windows[window] ?? {};
  if (scoringUsers < EVERYBODY_FROM_USERS) return false;
  const before = previous?.benchmark ?? 0;
  return benchmark * LARGEST_SWING < before || benchmark > before * LARGEST_SWING;
}

/** A change of more than `threshold` points one way; clear when it is back under half of it. */
export function readMoved(rule: AlertRule, view: DayView, way: 1 | -1): ReadStanding {
  const move = moveOf(rule, view);
  if (!move || everybodySwung(view, windowOf(rule, view.scores))) return NEVER_KNOWN;
  const { threshold = DEFAULT_THRESHOLD } = rule;
  const { clear = threshold / 2 } = rule;
  const days = rule.window ?? view.scores.headlineWindow;
  const tenure = rule.minTenureDays ?? days * (way > 0 ? RISE_TENURE_WINDOWS : 1);
  const youngest = dayNumber(view.scores.asOf) - tenure;
  return (at) => {
    const before = move.previous(at);
    if (Number.isNaN(before) || move.begin(at) > youngest) return 'unknown';
    const change = way * ownChange(move.score(at) - before, move.own(at));
    return Number.isNaN(change) ? 'unknown' : standingOf(change > threshold, change <= clear);
  };
}

/** A shown score under the threshold (way -1) or over it. */
export function readLevel(rule: AlertRule, view: DayView, way: 1 | -1): ReadStanding {
  const move = moveOf(rule, view);
  if (!move) return NEVER_KNOWN;
  const threshold = rule.threshold ?? (way > 0 ? 100 : 0);
  const clear = rule.clear ?? threshold;
  const youngest = dayNumber(view.scores.asOf) - (rule.minTenureDays ?? 0);
  return (at) => {
    if (move.begin(at) > youngest) return 'unknown';
    const score = shownScore(move.score(at));
    return way > 0
      ? standingOf(score > threshold, score <= clear)
      : standingOf(score < threshold, score >= clear);
  };
}
