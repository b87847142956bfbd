import { dayFromNumber, daysBetween } from '../model/day.ts';
import { changeReasons, changeSentence } from '../scores/explain-change.ts';
import type { AccountView } from './account-reading.ts';
import type { AlertKind, AlertRule } from './rule.ts';

/** What an alert says: one line, the reasons, and the figures behind both. */
export interface AlertWords {
  readonly title: string;
  readonly text: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

const STEPS_NAMED = 3;

function scoreMoved(view: AccountView, name: string, days: number): AlertWords {
  const { row, scores, model } = view;
  const change = row.change ?? 0;
  const events = scores.accounts.windows[view.window]?.events[view.at] ?? [];
  const reasons = row.parts ? changeReasons(row.parts, events, scores.eventNames, model) : [];
  const way = change < 0 ? 'fell' : 'rose';
  return {
    title: `${name} ${way} from ${row.previousScore ?? 0} to ${row.score}`,
    text: `In ${days} days the score of ${name} ${changeSentence(change, reasons)}.`,
    facts: { score: row.score, previousScore: row.previousScore, change, window: days, reasons },
  };
}

function scoreLevel(view: AccountView, name: string, days: number): AlertWords {
  const { score, previousScore } = view.row;
  return {
    title: `${name} scores ${score}`,
    text: `The ${days}-day score of ${name} is ${score}, ${previousScore ?? 'unknown'} before.`,
    facts: { score, previousScore, window: days },
  };
}

function activation(view: AccountView, name: string): AlertWords {
  const { accounts } = view.scores;
  const progress = accounts.progress[view.at] ?? 0;
  const days = accounts.steps[view.at] ?? [];
  const steps = view.model.activation?.account?.steps ?? [];
  const missing = steps.flatMap((step, at) => (days[at] ? [] : [step.label ?? step.id]));
  const done = steps.length - missing.length;
  const activatedAt = accounts.activatedAt[view.at] ?? null;
  return {
    title:
      missing.length === 0
        ? `${name} is activated`
        : `${name} did ${done} of ${steps.length} steps`,
    text:
      missing.length === 0
        ? `${name} has done all ${steps.length} activation steps.`
        : `Still open: ${missing.slice(0, STEPS_NAMED).join(', ')}.`,
    facts: {
      progress,
      missing,
      activatedAt: activatedAt === null ? null : dayFromNumber(activatedAt),
    },
  };
}

function inactivity(view: AccountView, name: string): AlertWords {
  const last = dayFromNumber(view.scores.accounts.lastActive[view.at] ?? 0);
  const days = daysBetween(last, view.scores.asOf);
  return {
    title: `${name} has been inactive for ${days} days`,
    text: `Nobody at ${name} has been active since ${last}.`,
    facts: { lastActiveDay: last, days },
  };
}

function segment(view: AccountView, name: string, _days: number, rule: AlertRule): AlertWords {
  const { row } = view;
  const verb = rule.kind === 'segment.entered' ? 'entered' : 'left';
  return {
    title: `${name} ${verb} the segment ${rule.segment ?? ''}`,
    text: `Its score is ${row.score}, ${row.previousScore ?? 'unknown'} before.`,
    facts: { segment: rule.segment, score: row.score, previousScore: row.previousScore },
  };
}

type Say = (view: AccountView, name: string, days: number, rule: AlertRule) => AlertWords;

const WORDS: Readonly<Partial<Record<AlertKind, Say>>> = {
  'score.decreased': scoreMoved,
  'score.increased': scoreMoved,
  'score.below': scoreLevel,
  'score.above': scoreLevel,
  'activation.progressed': activation,
  'activation.completed': activation,
  'account.inactive': inactivity,
  'segment.entered': segment,
  'segment.left': segment,
};

/** The words of an alert about an account, for a person who works with customers. */
export function accountWords(rule: AlertRule, view: AccountView, name: string): AlertWords {
  const days = rule.window ?? view.scores.headlineWindow;
  const said = WORDS[rule.kind]?.(view, name, days, rule);
  return said ?? { title: `${name}: ${rule.kind}`, text: '', facts: {} };
}
