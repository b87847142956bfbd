import { describe, expect, it } from 'vitest';
import { addDays } from '../../../lib/model/day.ts';
import { userSegments, userSegmentTest } from '../../../lib/scores/read/user-segments.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { hashId } from '../../support/builders/hash-id.ts';
import { score } from '../../support/builders/score.ts';
import { type CountLine, someCounts } from '../../support/builders/some-counts.ts';

const DAY = '2026-11-20';
const ago = (days: number) => addDays(DAY, -days);
const lines: Readonly<Record<string, readonly CountLine[]>> = {
  [ago(240)]: [['old', 'acme', 'Opened', 1]],
  [ago(45)]: [['idle', 'acme', 'Opened', 9]],
  [ago(10)]: [
    ['up', 'acme', 'Opened', 10],
    ['down', 'acme', 'Opened', 90],
    ['same', 'acme', 'Opened', 100],
  ],
  [DAY]: [
    ['fresh', 'acme', 'Opened', 5],
    ['up', 'acme', 'Opened', 80],
    ['down', 'acme', 'Opened', 10],
    ['same', 'acme', 'Opened', 100],
  ],
};
const counts = Object.entries(lines).map(([day, of]) => someCounts(day, of));
const fans = { of: 'user', when: { event: 'Opened', atLeast: 80, days: 7 } } as const;
const model = aModel({
  segments: { fans },
  normalization: { percentile: 100, curve: 0, floor: 100 },
});
const scores = score(counts, { model });
const segmentsOf = (id: string, of = scores) =>
  userSegments({ scores: of, model: model.model }, of.users.hash.indexOf(hashId('user', id)));

describe('segments of users', () => {
  it('segments of users are the built-in ones that apply to a user, and the model’s own', () => {
    expect(segmentsOf('fresh')).toEqual(['new']);
    expect(segmentsOf('up')).toEqual(['rising', 'fans']);
    expect(segmentsOf('down')).toEqual(['falling']);
    expect(segmentsOf('idle')).toEqual(['recently-inactive']);
    expect(segmentsOf('same')).toEqual(['fans']);
  });

  it('segments of users take nobody for new or mature who was there before the first 30 days were over', () => {
    expect(segmentsOf('old')).toEqual([]);
    const later = score([someCounts(ago(300), [['first', 'acme', 'Opened', 1]]), ...counts], {
      model,
    });
    expect(segmentsOf('old', later)).toEqual(['mature']);
  });

  it('segments of users mark nobody as rising or falling on a suspect day', () => {
    const broken = { ...scores, suspect: ['Opened'] };
    expect(segmentsOf('up', broken)).toEqual(['fans']);
    expect(segmentsOf('down', broken)).toEqual([]);
  });

  it('segments of users leave out those that only accounts can be in', () => {
    for (const id of ['paid', 'single-champion', 'nothing'])
      expect(userSegmentTest({ scores, model: model.model }, id)).toBeUndefined();
  });
});
