import { expect, it } from 'vitest';
import { activationWords } from '../../../lib/alerts/evaluate/activation-words.ts';
import type { RuleDay } from '../../../lib/alerts/evaluate/evaluation.ts';
import { dayNumber } from '../../../lib/model/day.ts';
import type { ScoringModel } from '../../../lib/model/scoring-model.ts';
import { NO_DAY } from '../../../lib/scores/columns/nullable-column.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { score } from '../../support/builders/score.ts';
import { someCounts } from '../../support/builders/some-counts.ts';

/** Acme, whose user Ada scores 100, so that by the fair measure it scores 100 as well. */
const SCORES = score([someCounts('2026-11-20', [['ada', 'acme', 'Opened', 3]])]);
const DAY = dayNumber('2026-11-18');
const MODEL = aModel({
  activation: {
    account: {
      steps: [
        { id: 'invite', label: 'Invite somebody', event: 'Invited' },
        { id: 'read', event: 'Opened' },
        { id: 'export', event: 'Exported' },
        { id: 'plan', event: 'Planned' },
        { id: 'pay', event: 'Paid' },
      ],
    },
  },
}).model;

const rule = { id: 'r', kind: 'activation.progressed', enabled: true } as const;

/** Says of Acme that its steps were done on some days, 0 for not yet. */
function wordsOfAccount(steps: readonly number[], given: Partial<ScoringModel> = MODEL) {
  const done = steps.filter((day) => day > 0);
  const isDone = done.length === steps.length;
  const accounts = {
    ...SCORES.accounts,
    steps: { starts: Int32Array.of(0, steps.length), values: Int32Array.from(steps) },
    progress: Float64Array.of(done.length / 5),
    activatedAt: Int32Array.of(isDone ? DAY : NO_DAY),
  };
  const ruleDay: RuleDay = {
    rule,
    subjectKind: 'account',
    scores: { ...SCORES, accounts },
    model: { ...aModel().model, ...given },
    suspect: [],
  };
  return activationWords(ruleDay, 0, 'Acme');
}

function wordsOfUser(progress: Float64Array) {
  const scores = { ...SCORES, users: { ...SCORES.users, progress } };
  const ruleDay: RuleDay = { rule, subjectKind: 'user', scores, model: MODEL, suspect: [] };
  return activationWords(ruleDay, 0, 'Ada');
}

it('the words about an account that has done some steps name the first three open ones', () => {
  expect(wordsOfAccount([0, DAY, 0, 0, 0])).toEqual({
    title: 'Acme has done 1 of 5 activation steps',
    text: 'Still open: Invite somebody, export, plan.',
    facts: {
      progress: 0.2,
      missing: ['Invite somebody', 'export', 'plan', 'pay'],
      activatedAt: null,
      score: 100,
    },
  });
});

it('the words about an account that has done all steps have its score', () => {
  expect(wordsOfAccount([DAY, DAY, DAY, DAY, DAY])).toEqual({
    title: 'Acme is activated',
    text: 'Acme has done all 5 activation steps and scores 100.',
    facts: { progress: 1, missing: [], activatedAt: '2026-11-18', score: 100 },
  });
});

it('the words about an account name no open steps when its model has none left', () => {
  const { missing } = wordsOfAccount([], { activation: {} }).facts;
  expect(missing).toEqual([]);
  expect(wordsOfAccount([], {}).title).toBe('Acme is activated');
});

it('the words about a user have the share of the steps, and its name once it has done all', () => {
  expect(wordsOfUser(Float64Array.of(0.666))).toEqual({
    title: 'Ada is 67% activated',
    text: 'Some steps are still open.',
    facts: { progress: 0.666 },
  });
  expect(wordsOfUser(Float64Array.of(1))).toEqual({
    title: 'Ada is activated',
    text: 'Ada has done all activation steps.',
    facts: { progress: 1 },
  });
  expect(wordsOfUser(Float64Array.of()).title).toBe('Ada is 0% activated');
});
