import { expect, it } from 'vitest';
import type { RuleDay } from '../../../lib/alerts/evaluate/evaluation.ts';
import {
  previousScoreSentence,
  scoreChangeWords,
  scoreFiguresAt,
  scoreLevelWords,
} from '../../../lib/alerts/evaluate/score-words.ts';
import type { AlertRule } from '../../../lib/alerts/rule.ts';
import type { SubjectKind } from '../../../lib/model/subject-kind.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { hashId } from '../../support/builders/hash-id.ts';
import { score } from '../../support/builders/score.ts';
import { someCounts } from '../../support/builders/some-counts.ts';

/** Against a benchmark of 100 Ada goes from 60 to 20 in a week, Bea from 40 to 90, Cy is new. */
const MODEL = aModel({
  normalization: { percentile: 90, curve: 0, floor: 100 },
  account: { headline: 'average' },
});
const SCORES = score(
  [
    someCounts('2026-11-10', [
      ['ada', 'acme', 'Opened', 60],
      ['bea', 'globex', 'Opened', 40],
    ]),
    someCounts('2026-11-20', [
      ['ada', 'acme', 'Opened', 20],
      ['bea', 'globex', 'Opened', 90],
      ['cy', 'initech', 'Opened', 10],
    ]),
  ],
  { model: MODEL },
);

function dayOf(subjectKind: SubjectKind, rule: Partial<AlertRule> = {}): RuleDay {
  return {
    rule: { id: 'r', kind: 'score.decreased', enabled: true, ...rule },
    subjectKind,
    scores: SCORES,
    model: MODEL.model,
    suspect: [],
  };
}

function rowOf(subjectKind: SubjectKind, id: string): number {
  const { hash } = subjectKind === 'user' ? SCORES.users : SCORES.accounts;
  return hash.indexOf(hashId(subjectKind, id));
}

const changeOf = (subjectKind: SubjectKind, id: string, rule: Partial<AlertRule> = {}) =>
  scoreChangeWords(dayOf(subjectKind, rule), rowOf(subjectKind, id), id);

it('the words about the fall of an account have its reasons', () => {
  expect(changeOf('account', 'acme')).toEqual({
    title: 'acme fell from 60 to 20 in 7 days',
    text: 'The score of acme fell 40 points: 40 from fewer Opened.',
    facts: {
      score: 20,
      previousScore: 60,
      change: -40,
      window: 7,
      reasons: [{ kind: 'event', event: 'Opened', countChange: -40, points: -40 }],
    },
  });
});

it('the words about the rise of a user say in which accounts, and that it was the user’s own activity', () => {
  const bea = scoreChangeWords(dayOf('user'), rowOf('user', 'bea'), 'bea', () => 'Globex');
  expect(bea).toEqual({
    title: 'bea rose from 40 to 90 in 7 days',
    text: 'The score of bea rose 50 points: 50 from its own activity in Globex.',
    facts: {
      ...{ score: 90, previousScore: 40, change: 50, window: 7 },
      reasons: [{ kind: 'event', accounts: ['Globex'], points: 50 }],
    },
  });
});

it('the words about a user who did nothing say that it stopped', () => {
  const words = changeOf('user', 'ada', { window: 7 });
  expect(words.text).toBe('The score of ada fell 40 points: 40 from its own activity.');
  const counts = [
    someCounts('2026-11-10', [['ada', 'acme', 'Opened', 60]]),
    someCounts('2026-11-20', [['bea', 'globex', 'Opened', 90]]),
  ];
  const scores = score(counts, { model: MODEL });
  const row = scores.users.hash.indexOf(hashId('user', 'ada'));
  const stopped = scoreChangeWords({ ...dayOf('user'), scores }, row, 'Ada', () => 'Acme');
  expect(stopped.text).toBe(
    'The score of Ada fell 60 points as Ada stopped: 60 from its own activity in Acme.',
  );
});

it('the words about a change name the window of its rule, and one day is a day', () => {
  expect(changeOf('account', 'acme', { window: 1 }).title).toBe('acme rose from 0 to 20 in a day');
  expect(changeOf('account', 'acme', { window: 1 }).facts).toMatchObject({ window: 1, change: 20 });
});

it('the words about a subject without a score one window before say that it did not change', () => {
  const text = 'The score of initech did not change.';
  const words = changeOf('account', 'initech');
  expect(words).toMatchObject({ title: 'initech rose from 0 to 10 in 7 days', text });
  expect(words.facts).toMatchObject({ previousScore: null, change: null, reasons: [] });
});

it('a subject without a row scores 0 and has nothing to compare', () => {
  const nothing = { score: 0, previousScore: null, change: null };
  expect(scoreFiguresAt(dayOf('account'), 9)).toEqual(nothing);
  expect(scoreFiguresAt(dayOf('user'), 9)).toEqual(nothing);
  expect(scoreChangeWords(dayOf('account'), 9, 'Nobody').facts['reasons']).toEqual([]);
});

it('the words about a change have at most ten reasons', () => {
  const events = Array.from({ length: 12 }, (_, n) => `Event ${n}`);
  const weights = Object.fromEntries(events.map((name) => [name, { weight: 1 }]));
  const model = aModel({ ...MODEL.model, events: weights });
  const lines = (count: number) =>
    events.map((name, n) => ['ada', 'acme', name, count + n] as const);
  const counts = [someCounts('2026-11-10', lines(1)), someCounts('2026-11-20', lines(3))];
  const ruleDay = { ...dayOf('account'), scores: score(counts, { model }), model: model.model };
  expect(scoreChangeWords(ruleDay, 0, 'Acme').facts['reasons']).toHaveLength(10);
});

it('the words about a level have the threshold that the score is past', () => {
  const words = (side: 'below' | 'above', rule: Partial<AlertRule>) =>
    scoreLevelWords(side, dayOf('account', rule), rowOf('account', 'acme'), 'acme');
  expect(words('below', { threshold: 30 })).toEqual({
    title: 'acme scores 20, below 30',
    text: 'The 7-day score of acme is 20. It was 60 before.',
    facts: { score: 20, previousScore: 60, window: 7, threshold: 30 },
  });
  expect(words('above', {}).title).toBe('acme scores 20, above 0');
});

it('the sentence about the score before gives it, or says that there is none to compare with yet', () => {
  expect(previousScoreSentence(57)).toBe('It was 57 before.');
  expect(previousScoreSentence(0)).toBe('It was 0 before.');
  expect(previousScoreSentence(null)).toBe('There is nothing to compare it with yet.');
});
