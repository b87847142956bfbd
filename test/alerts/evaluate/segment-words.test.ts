import { expect, it } from 'vitest';
import { segmentWords } from '../../../lib/alerts/evaluate/segment-words.ts';
import type { ScoringModel } from '../../../lib/model/scoring-model.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { score } from '../../support/builders/score.ts';
import { someCounts } from '../../support/builders/some-counts.ts';

const when = { event: 'Opened' };
const segments: NonNullable<ScoringModel['segments']> = {
  busy: { of: 'account', when, label: 'Busy people' },
  quiet: { of: 'account', when },
};
const SCORES = score([someCounts('2026-11-20', [['ada', 'acme', 'Opened', 3]])]);

function wordsOf(
  verb: 'entered' | 'left',
  segment: string | undefined,
  given: Partial<ScoringModel> = { segments },
) {
  const ruleDay = {
    rule: {
      ...{ id: 'r', kind: 'segment.entered' as const, enabled: true },
      ...(segment !== undefined && { segment }),
    },
    subjectKind: 'account' as const,
    scores: SCORES,
    model: aModel(given).model,
    suspect: [],
  };
  return segmentWords(verb, ruleDay, 0, 'Acme');
}

it('the words about a segment call it by its label', () => {
  expect(wordsOf('entered', 'busy')).toEqual({
    title: 'Acme entered the segment Busy people',
    text: 'The score of Acme is 100. There is nothing to compare it with yet.',
    facts: { segment: 'busy', score: 100, previousScore: null },
  });
});

it('a segment without a label, built in or called like a part of every object has its id', () => {
  expect(wordsOf('left', 'quiet').title).toBe('Acme left the segment quiet');
  expect(wordsOf('left', 'rising').title).toBe('Acme left the segment rising');
  expect(wordsOf('left', 'constructor').title).toBe('Acme left the segment constructor');
  expect(wordsOf('left', 'rising', {}).title).toBe('Acme left the segment rising');
});

it('the words about a rule without a segment name none', () => {
  expect(wordsOf('left', undefined).title).toBe('Acme left the segment ');
});
