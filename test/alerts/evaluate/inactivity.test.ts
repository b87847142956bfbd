import { expect, it } from 'vitest';
import { INACTIVITY } from '../../../lib/alerts/evaluate/inactivity.ts';
import type { SubjectKind } from '../../../lib/model/subject-kind.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { score } from '../../support/builders/score.ts';
import { someCounts } from '../../support/builders/some-counts.ts';

const SCORES = score([someCounts('2026-11-05', [['ada', 'acme', 'Opened', 3]])]);

const wordsOf = (subjectKind: SubjectKind, name: string, row = 0) =>
  INACTIVITY.words(
    {
      rule: { id: 'r', kind: 'account.inactive', enabled: true },
      subjectKind,
      scores: SCORES,
      model: aModel().model,
      suspect: [],
    },
    row,
    name,
  );

it('the words about an account that fell silent say that all of its people did', () => {
  expect(wordsOf('account', 'Acme')).toEqual({
    title: 'Acme has been inactive for 15 days',
    text: 'Nobody at Acme has been active since 2026-11-05.',
    facts: { lastActiveDay: '2026-11-05', days: 15 },
  });
});

it('the words about a user who fell silent are about the user alone', () => {
  expect(wordsOf('user', 'Ada')).toEqual({
    title: 'Ada has been inactive for 15 days',
    text: 'Ada has not been active since 2026-11-05.',
    facts: { lastActiveDay: '2026-11-05', days: 15 },
  });
});

it('the words about a subject without a row say that it was last active on the first day of all', () => {
  expect(wordsOf('account', 'Acme', 7).facts['lastActiveDay']).toBe('1970-01-01');
});
