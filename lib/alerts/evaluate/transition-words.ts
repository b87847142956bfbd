import { dayFromNumber, daysBetween } from '../../model/day.ts';
import { eventCountsOf } from '../../scores/columns/event-counts.ts';
import { listAt } from '../../scores/columns/list-column.ts';
import { dayAt } from '../../scores/columns/nullable-day.ts';
import { changeReasons } from '../../scores/formulas/change-reasons.ts';
import { changeSentence } from '../../scores/formulas/change-sentence.ts';
import { accountRow } from '../../scores/snapshot/account-row.ts';
import { userRow } from '../../scores/snapshot/user-row.ts';
import type { AlertWords } from '../alert-text.ts';
import { type AlertKind, type AlertRule, scopeOf } from '../rule.ts';
import { type DayView, windowIndexOf } from './evaluation.ts';

/** Whom the words are about. */
export interface AlertInput {
  readonly rule: AlertRule;
  readonly view: DayView;
  /** Index of the account or the user, by the rule's scope. */
  readonly row: number;
  readonly name: string;
}

const MAX_STEPS_NAMED = 3;
const MAX_REASONS = 10;

const isOfUsers = (rule: AlertRule) => scopeOf(rule) === 'user';

interface ScoreFigures {
  readonly score: number;
  readonly previousScore: number | null;
  readonly change: number | null;
}

function figuresOf({ rule, view: { scores }, row }: AlertInput): ScoreFigures {
  const window = windowIndexOf(rule, scores);
  const scoreRow = isOfUsers(rule) ? userRow(scores, window, row) : accountRow(scores, window, row);
  const { score = 0, previousScore = null, change = null } = scoreRow ?? {};
  return { score, previousScore, change };
}

function reasonsOf({ rule, view: { scores, model }, row }: AlertInput) {
  const window = windowIndexOf(rule, scores);
  const parts = isOfUsers(rule) ? null : accountRow(scores, window, row)?.parts;
  const events = eventCountsOf(scores.accounts.windows[window]?.events, row);
  return parts ? changeReasons(parts, events, scores.eventNames, model).slice(0, MAX_REASONS) : [];
}

const daysText = (days: number) => (days === 1 ? 'a day' : `${days} days`);

/** What a score was one window before. */
function previousScoreSentence(previousScore: number | null): string {
  return previousScore === null
    ? 'There is nothing to compare it with yet.'
    : `It was ${previousScore} before.`;
}

function scoreChangeWords(input: AlertInput): AlertWords {
  const { rule, view, name } = input;
  const days = rule.window ?? view.scores.headlineWindow;
  const figures = figuresOf(input);
  const change = figures.change ?? 0;
  const reasons = reasonsOf(input);
  const verb = change < 0 ? 'fell' : 'rose';
  return {
    title: `${name} ${verb} from ${figures.previousScore ?? 0} to ${figures.score} in ${daysText(days)}`,
    text: `The score of ${name} ${changeSentence(change, reasons)}.`,
    facts: { ...figures, window: days, reasons },
  };
}

function scoreLevelWords(input: AlertInput): AlertWords {
  const { rule, view, name } = input;
  const days = rule.window ?? view.scores.headlineWindow;
  const { score, previousScore } = figuresOf(input);
  const comparison = rule.kind === 'score.below' ? 'below' : 'above';
  return {
    title: `${name} scores ${score}, ${comparison} ${rule.threshold ?? 0}`,
    text: `The ${days}-day score of ${name} is ${score}. ${previousScoreSentence(previousScore)}`,
    facts: { score, previousScore, window: days, threshold: rule.threshold },
  };
}

function userActivationWords({ view: { scores }, row, name }: AlertInput): AlertWords {
  const progress = scores.users.progress[row] ?? 0;
  const done = progress >= 1;
  return {
    title: done ? `${name} is activated` : `${name} is ${Math.round(progress * 100)}% activated`,
    text: done ? `${name} has done all activation steps.` : 'Some steps are still open.',
    facts: { progress },
  };
}

function activation(input: AlertInput): AlertWords {
  const { rule, view, row, name } = input;
  if (isOfUsers(rule)) return userActivationWords(input);
  const { accounts } = view.scores;
  const progress = accounts.progress[row] ?? 0;
  const days = listAt(accounts.steps, row);
  const steps = view.model.activation?.account?.steps ?? [];
  const missing = steps.flatMap((step, i) => (days[i] ? [] : [step.label ?? step.id]));
  const done = steps.length - missing.length;
  const activatedAt = dayAt(accounts.activatedAt, row);
  const isDone = missing.length === 0;
  const figures = figuresOf(input);
  return {
    title: isDone
      ? `${name} is activated`
      : `${name} has done ${done} of ${steps.length} activation steps`,
    text: isDone
      ? `${name} has done all ${steps.length} activation steps and scores ${figures.score}.`
      : `Still open: ${missing.slice(0, MAX_STEPS_NAMED).join(', ')}.`,
    facts: {
      progress,
      missing,
      activatedAt: activatedAt === null ? null : dayFromNumber(activatedAt),
      score: figures.score,
    },
  };
}

function inactivityWords({ rule, view: { scores }, row, name }: AlertInput): AlertWords {
  const { lastActive } = isOfUsers(rule) ? scores.users : scores.accounts;
  const last = dayFromNumber(lastActive[row] ?? 0);
  const days = daysBetween(last, scores.asOf);
  return {
    title: `${name} has been inactive for ${days} days`,
    text: isOfUsers(rule)
      ? `${name} has not been active since ${last}.`
      : `Nobody at ${name} has been active since ${last}.`,
    facts: { lastActiveDay: last, days },
  };
}

function reactivationWords(input: AlertInput): AlertWords {
  const { rule, view, row, name } = input;
  const last = dayFromNumber(view.scores.accounts.lastActive[row] ?? 0);
  return {
    title: `${name} is back`,
    text: `${name} is active again on ${last}, after at least ${rule.days ?? 30} days without.`,
    facts: { lastActiveDay: last, score: figuresOf(input).score },
  };
}

function segment(input: AlertInput): AlertWords {
  const { rule, name, view } = input;
  const verb = rule.kind === 'segment.entered' ? 'entered' : 'left';
  const { score, previousScore } = figuresOf(input);
  const { segment: id = '' } = rule;
  const own = Object.hasOwn(view.model.segments ?? {}, id) ? view.model.segments?.[id] : undefined;
  return {
    title: `${name} ${verb} the segment ${own?.label ?? id}`,
    text: `The score of ${name} is ${score}. ${previousScoreSentence(previousScore)}`,
    facts: { segment: rule.segment, score, previousScore },
  };
}

const WORDS: Readonly<Partial<Record<AlertKind, (input: AlertInput) => AlertWords>>> = {
  'score.decreased': scoreChangeWords,
  'score.increased': scoreChangeWords,
  'score.below': scoreLevelWords,
  'score.above': scoreLevelWords,
  'activation.progressed': activation,
  'activation.completed': activation,
  'account.inactive': inactivityWords,
  'account.reactivated': reactivationWords,
  'user.inactive': inactivityWords,
  'segment.entered': segment,
  'segment.left': segment,
};

/** The words of an alert about a closed day, for a person who works with customers. */
export function transitionWords(input: AlertInput): AlertWords {
  const { rule, name } = input;
  return WORDS[rule.kind]?.(input) ?? { title: `${name}: ${rule.kind}`, text: '', facts: {} };
}
