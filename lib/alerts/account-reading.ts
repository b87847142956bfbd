import { dayNumber } from '../model/day.ts';
import type { ScoringModel } from '../model/scoring-model.ts';
import { type AccountRow, accountRow, windowIndex } from '../scores/account-row.ts';
import type { DayScores } from '../scores/day-scores.ts';
import type { AlertKind, AlertRule } from './rule.ts';

/** One account on one closed day, as rules look at it. */
export interface AccountView {
  readonly scores: DayScores;
  readonly model: ScoringModel;
  readonly window: number;
  readonly at: number;
  readonly row: AccountRow;
}

/** How a rule's value stands for an account; undefined when it cannot be told, which changes nothing. */
export interface AccountReading {
  readonly beyond: boolean;
  readonly clear: boolean;
}

const DROP_POINTS = 20;
const INACTIVE_DAYS = 14;

/**
 * The change a rule looks at: the smaller of the plain change and the account's own part when
 * their signs agree, else 0. Neither a holiday of everybody nor a rise of everybody else counts.
 */
export function ownChange(row: AccountRow): number | null {
  if (row.parts === null || row.previousExact === null || row.change === null) return null;
  const plain = row.exactScore - row.previousExact;
  const { own } = row.parts;
  if (Math.sign(plain) !== Math.sign(own)) return 0;
  return Math.abs(plain) < Math.abs(own) ? plain : own;
}

/** A change of more than `threshold` points one way; clear when it is back under half of it. */
function moved(rule: AlertRule, view: AccountView, way: 1 | -1): AccountReading | undefined {
  const change = ownChange(view.row);
  if (change === null) return undefined;
  const threshold = rule.threshold ?? DROP_POINTS;
  return {
    beyond: way * change > threshold,
    clear: way * change <= (rule.clear ?? threshold / 2),
  };
}

function progressed(view: AccountView, threshold: number): AccountReading | undefined {
  const progress = view.scores.accounts.progress[view.at];
  if (progress === undefined) return undefined;
  return { beyond: progress >= threshold, clear: false };
}

function inactive(rule: AlertRule, view: AccountView): AccountReading | undefined {
  const last = view.scores.accounts.lastActive[view.at] ?? 0;
  if (last === 0) return undefined;
  const days = dayNumber(view.scores.asOf) - last;
  return { beyond: days >= (rule.days ?? INACTIVE_DAYS), clear: days === 0 };
}

function inSegment(rule: AlertRule, { scores, at }: AccountView): AccountReading | undefined {
  const segment = scores.segmentNames.indexOf(rule.segment ?? '');
  const segments = scores.accounts.segments[at];
  if (segment < 0 || !segments) return undefined;
  const inside = segments.includes(segment);
  const beyond = rule.kind === 'segment.entered' ? inside : !inside;
  return { beyond, clear: !beyond };
}

type Read = (rule: AlertRule, view: AccountView) => AccountReading | undefined;

/** The kinds that are evaluated once a closed day, for accounts. */
const READINGS: Readonly<Partial<Record<AlertKind, Read>>> = {
  'score.decreased': (rule, view) => moved(rule, view, -1),
  'score.increased': (rule, view) => moved(rule, view, 1),
  'score.below': (rule, { row }) => {
    const threshold = rule.threshold ?? 0;
    return { beyond: row.score < threshold, clear: row.score >= (rule.clear ?? threshold) };
  },
  'score.above': (rule, { row }) => {
    const threshold = rule.threshold ?? 100;
    return { beyond: row.score > threshold, clear: row.score <= (rule.clear ?? threshold) };
  },
  'activation.progressed': (rule, view) => progressed(view, rule.threshold ?? 0.5),
  'activation.completed': (_, view) => progressed(view, 1),
  'account.inactive': inactive,
  'segment.entered': inSegment,
  'segment.left': inSegment,
};

/** True for kinds that look at closed days. */
export function isCrossed(kind: AlertKind): boolean {
  return READINGS[kind] !== undefined;
}

export function readAccount(rule: AlertRule, view: AccountView): AccountReading | undefined {
  return READINGS[rule.kind]?.(rule, view);
}

/** The account at an index as a rule sees it, in the rule's window. */
export function viewAccount(
  rule: AlertRule,
  scores: DayScores,
  model: ScoringModel,
  at: number,
): AccountView | undefined {
  const window = windowIndex(scores, rule.window ?? scores.headlineWindow);
  const row = accountRow(scores, window, at);
  return row && { scores, model, window, at, row };
}
