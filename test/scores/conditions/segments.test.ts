import { describe, expect, it } from 'vitest';
import { BUILT_IN_SEGMENTS } from '../../../lib/model/scoring-model.ts';
import type { SubjectFacts } from '../../../lib/scores/conditions/condition-holds.ts';
import { inSegment, type SegmentFacts } from '../../../lib/scores/conditions/segments.ts';
import { aModel } from '../../support/builders/a-model.ts';

/** A paying account of two, a hundred days old, about which nothing stands out. */
const plain: SegmentFacts = {
  of: 'account',
  today: 1_000,
  window: 7,
  created: 900,
  lastActive: 1_000,
  change: 0,
  suspect: false,
  score: 50,
  knownUsers: 2,
  topShare: 0.5,
  lifecycle: 'unknown',
  activated: false,
};
const noFacts: SubjectFacts = {
  trait: () => undefined,
  eventCount: () => 0,
  metric: () => null,
  inSegment: () => false,
};
const { model } = aModel({ pql: { minScore: 60 } });

function segmentsOf(given: Partial<SegmentFacts>): readonly string[] {
  const facts = { ...plain, ...given };
  return BUILT_IN_SEGMENTS.filter((id) => inSegment(id, model, facts, noFacts));
}

describe('built-in segments of an account', () => {
  it.each<{ given: Partial<SegmentFacts>; segments: readonly string[] }>([
    { given: {}, segments: [] },
    { given: { knownUsers: 1 }, segments: [] },
    { given: { created: 994 }, segments: ['new'] },
    { given: { created: 993 }, segments: [] },
    { given: { created: null }, segments: [] },
    { given: { created: null, today: 3, lastActive: 3 }, segments: [] },
    { given: { created: 819 }, segments: ['mature'] },
    { given: { created: 820 }, segments: [] },
    { given: { change: 10 }, segments: ['rising'] },
    { given: { change: 9 }, segments: [] },
    { given: { change: -10 }, segments: ['falling'] },
    { given: { change: -9 }, segments: [] },
    { given: { change: null }, segments: [] },
    { given: { change: 10, suspect: true }, segments: [] },
    { given: { change: -10, suspect: true }, segments: [] },
    { given: { lastActive: 971 }, segments: [] },
    { given: { lastActive: 970 }, segments: ['recently-inactive'] },
    { given: { lastActive: 940 }, segments: ['recently-inactive'] },
    { given: { lastActive: 939 }, segments: [] },
    { given: { lastActive: 0, today: 45, created: null }, segments: [] },
    { given: { topShare: 0.8 }, segments: ['single-champion'] },
    { given: { topShare: 0.79 }, segments: [] },
    { given: { topShare: 1, knownUsers: 1 }, segments: [] },
    { given: { lifecycle: 'paid' }, segments: ['paid'] },
    { given: { lifecycle: 'cancelled' }, segments: ['cancelled'] },
    { given: { lifecycle: 'trial' }, segments: ['trial'] },
    { given: { lifecycle: 'trial', activated: true, score: 60 }, segments: ['trial', 'pql'] },
    { given: { lifecycle: 'trial', activated: true, score: 59 }, segments: ['trial'] },
    { given: { lifecycle: 'trial', activated: false, score: 60 }, segments: ['trial'] },
    { given: { lifecycle: 'paid', activated: true, score: 60 }, segments: ['paid'] },
  ])('an account of two with $given is also in $segments', ({ given, segments }) => {
    const multi = (given.knownUsers ?? 2) > 1 ? ['multi-user'] : [];
    expect([...segmentsOf(given)].sort()).toEqual([...multi, ...segments].sort());
  });

  it('no account is a PQL in a model without a score for it', () => {
    const facts = { ...plain, lifecycle: 'trial', activated: true, score: 100 } as const;
    expect(inSegment('pql', aModel().model, facts, noFacts)).toBe(false);
  });
});

describe('segments', () => {
  it('a user is in none of the segments that only accounts can be in', () => {
    const alike = { lifecycle: 'trial', activated: true, score: 90, topShare: 1 } as const;
    expect(segmentsOf({ ...alike, of: 'user' })).toEqual([]);
    expect(segmentsOf({ ...alike, of: 'user', created: 1_000 })).toEqual(['new']);
  });

  it('nobody is in a segment that neither the model nor the product knows', () => {
    expect(inSegment('vip', model, plain, noFacts)).toBe(false);
    expect(inSegment('toString', model, plain, noFacts)).toBe(false);
  });

  it('a segment of the model holds for its own kind only, and replaces a built-in one', () => {
    const own = aModel({
      segments: { new: { of: 'account', when: { metric: 'score', atLeast: 1 } } },
    });
    const scoring = { ...noFacts, metric: () => 50 };
    expect(inSegment('new', own.model, plain, scoring)).toBe(true);
    expect(inSegment('new', own.model, { ...plain, created: 1_000 }, noFacts)).toBe(false);
    expect(inSegment('new', own.model, { ...plain, of: 'user', created: 1_000 }, scoring)).toBe(
      false,
    );
  });
});
