import { expect, it } from 'vitest';
import { bandOf, countBands } from '../../../lib/scores/formulas/band.ts';

it('every score is in one band, with 75 in the highest', () => {
  expect([0, 1, 24, 25, 49, 50, 74, 75, 100].map(bandOf)).toEqual([
    'none',
    'least engaged',
    'least engaged',
    'passive',
    'passive',
    'engaged',
    'engaged',
    'most engaged',
    'most engaged',
  ]);
});

it('the counts by band name every band, empty ones too', () => {
  expect(countBands([0, 75, 100])).toEqual({
    'most engaged': 2,
    engaged: 0,
    passive: 0,
    'least engaged': 0,
    none: 1,
  });
});
