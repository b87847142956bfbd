import { dayFromNumber, daysBetween } from '../model/day.ts';
import { accountRow } from '../scores/account-row.ts';
import { eventUsesOf } from '../scores/event-uses.ts';
import { changeReasons, changeSentence } from '../scores/explain-change.ts';
import { listAt } from '../scores/list-column.ts';
import { dayAt } from '../scores/nullable-day.ts';
import { userRow } from '../scores/user-row.ts';
import { type AlertKind, type AlertRule, scopeOf } from './rule.ts';
import { type DayView, windowOf } from './standing.ts';

/** What an alert says: one line, the reasons, and the figures behind both. */
export interface AlertWords {
  readonly title: string;
  readonly text: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Whom the words are about. */
export interface Spoken {
  readonly rule: AlertRule;
  readonly view: DayView;
  /** Index of the account or the user, by the rule's scope. */
  readonly at: number;
  readonly name: string;
}

const STEPS_NAMED = 3;
const REASONS_KEPT = 10;

const isOfUsers = (rule: AlertRule) => scopeOf(rule) === 'user';

interface ScoreFigures {
  readonly score: number;
  readonly previousScore: number | null;
  readonly change: number | null;
}

function figuresOf({ rule, view: { scores }, at }: Spoken): ScoreFigures {
  const window = windowOf(rule, scores);
  const row = isOfUsers(rule) ? userRow(scores, window, at) : accountRow(scores, window, at);
  const { score = 0, previousScore = null, change = null } = row ?? {};
  return { score, previousScore, change };
}

function reasonsOf({ rule, view: { scores, model }, at }: Spoken) {
  const window = windowOf(rule, scores);
  const parts = isOfUsers(rule) ? null : accountRow(scores, window, at)?.parts;
  const events = eventUsesOf(scores.accounts.windows[window]?.events, at);
  return parts ? changeReasons(parts, events, scores.eventNames, model).slice(0, REASONS_KEPT) : [];
}

const spanOf = (days: number) => (days === 1 ? 'a day' : `${days} days`);

/** What a score was one window before. */
function wasBefore(previousScore: number | null): string {
  return previousScore === null
    ? 'There is nothing to compare it with yet.'
    : `It was ${previousScore} before.`;
}

function scoreMoved(spoken: Spoken): AlertWords {
  const { rule, view, name } = spoken;
  const days = rule.window ?? view.scores.headlineWindow;
  const figures = figuresOf(spoken);
  const change = figures.change ?? 0;
  const reasons = reasonsOf(spoken);
  const way = change < 0 ? 'fell' : 'rose';
  return {
    title: `${name} ${way} from ${figures.previousScore ?? 0} to ${figures.score} in ${spanOf(days)}`,
    text: `The score of ${name} ${changeSentence(change, reasons)}.`,
    facts: { ...figures, window: days, reasons },
  };
}

function scoreLevel(spoken: Spoken): AlertWords {
  const { rule, view, name } = spoken;
  const days = rule.window ?? view.scores.headlineWindow;
  const { score, previousScore } = figuresOf(spoken);
  const side = rule.kind === 'score.below' ? 'below' : 'above';
  return {
    title: `${name} scores ${score}, ${side} ${rule.threshold ?? 0}`,
    text: `The ${days}-day score of ${name} is ${score}. ${wasBefore(previousScore)}`,
    facts: { score, previousScore, window: days, threshold: rule.threshold },
  };
}

function userActivation({ view: { scores }, at, name }: Spoken): AlertWords {
  const progress = scores.users.progress[at] ?? 0;
  const done = progress >= 1;
  return {
    title: done ? `${name} is activated` : `${name} is ${Math.round(progress * 100)}% activated`,
    text: done ? `${name} has done all activation steps.` : 'Some steps are still open.',
    facts: { progress },
  };
}

function activation(spoken: Spoken): AlertWords {
  const { rule, view, at, name } = spoken;
  if (isOfUsers(rule)) return userActivation(spoken);
  const { accounts } = view.scores;
  const progress = accounts.progress[at] ?? 0;
  const days = listAt(accounts.steps, at);
  const steps = view.model.activation?.account?.steps ?? [];
  const missing = steps.flatMap((step, i) => (days[i] ? [] : [step.label ?? step.id]));
  const done = steps.length - missing.length;
  const activatedAt = dayAt(accounts.activatedAt, at);
  const isDone = missing.length === 0;
  const figures = figuresOf(spoken);
  return {
    title: isDone
      ? `${name} is activated`
      : `${name} has done ${done} of ${steps.length} activation steps`,
    text: isDone
      ? `${name} has done all ${steps.length} activation steps and scores ${figures.score}.`
      : `Still open: ${missing.slice(0, STEPS_NAMED).join(', ')}.`,
    facts: {
      progress,
      missing,
      activatedAt: activatedAt === null ? null : dayFromNumber(activatedAt),
      score: figures.score,
    },
  };
}

function inactivity({ rule, view: { scores }, at, name }: Spoken): AlertWords {
  const { lastActive } = isOfUsers(rule) ? scores.users : scores.accounts;
  const last = dayFromNumber(lastActive[at] ?? 0);
  const days = daysBetween(last, scores.asOf);
  return {
    title: `${name} has been inactive for ${days} days`,
    text: isOfUsers(rule)
      ? `${name} has not been active since ${last}.`
      : `Nobody at ${name} has been active since ${last}.`,
    facts: { lastActiveDay: last, days },
  };
}

function reactivation(spoken: Spoken): AlertWords {
  const { rule, view, at, name } = spoken;
  const last = dayFromNumber(view.scores.accounts.lastActive[at] ?? 0);
  return {
    title: `${name} is back`,
    text: `${name} is active again on ${last}, after at least ${rule.days ?? 30} days without.`,
    facts: { lastActiveDay: last, score: figuresOf(spoken).score },
  };
}

function segment(spoken: Spoken): AlertWords {
  const { rule, name, view } = spoken;
  const verb = rule.kind === 'segment.entered' ? 'entered' : 'left';
  const { score, previousScore } = figuresOf(spoken);
  const { segment: id = '' } = rule;
  const own = Object.hasOwn(view.model.segments ?? {}, id) ? view.model.segments?.[id] : undefined;
  return {
    title: `${name} ${verb} the segment ${own?.label ?? id}`,
    text: `The score of ${name} is ${score}. ${wasBefore(previousScore)}`,
    facts: { segment: rule.segment, score, previousScore },
  };
}

const WORDS: Readonly<Partial<Record<AlertKind, (spoken: Spoken) => AlertWords>>> = {
  'score.decreased': scoreMoved,
  'score.increased': scoreMoved,
  'score.below': scoreLevel,
  'score.above': scoreLevel,
  'activation.progressed': activation,
  'activation.completed': activation,
  'account.inactive': inactivity,
  'account.reactivated': reactivation,
  'user.inactive': inactivity,
  'segment.entered': segment,
  'segment.left': segment,
};

/** The words of an alert about a closed day, for a person who works with customers. */
export function crossedWords(spoken: Spoken): AlertWords {
  const { rule, name } = spoken;
  return WORDS[rule.kind]?.(spoken) ?? { title: `${name}: ${rule.kind}`, text: '', facts: {} };
}
