import { expect, it } from 'vitest';
import { accountScores } from '../../../lib/scores/formulas/account-scores.ts';

const benchmarks = { benchmark: 100, curve: 0, meanMember: 30, totalBenchmark: 240 };

it('an account has the average of the members that score and the fair mean of all', () => {
  const scores = accountScores({ memberRaws: [80, 40, 0], accountOnlyRaw: 0 }, benchmarks);
  expect(scores).toEqual({ average: 60, fair: 35, total: 50 });
});

it('an account score winsorizes members and counts account-only events as one more in the total', () => {
  const scores = accountScores({ memberRaws: [400, 20], accountOnlyRaw: 500 }, benchmarks);
  expect(scores.total).toBeCloseTo((100 * (100 + 20 + 100)) / 240, 12);
});

it('an account score is 0 in every measure without scoring members and events of its own', () => {
  const nothing = { average: 0, fair: 0, total: 0 };
  expect(accountScores({ memberRaws: [0, -2], accountOnlyRaw: 0 }, benchmarks)).toEqual(nothing);
  expect(accountScores({ memberRaws: [], accountOnlyRaw: 0 }, benchmarks)).toEqual(nothing);
});

it('an account with events of its own and no member has an average of 0 and a total', () => {
  const scores = accountScores({ memberRaws: [], accountOnlyRaw: 60 }, benchmarks);
  expect(scores).toEqual({ average: 0, fair: 30, total: 25 });
});

it('an account whose own events come to less than 0 scores 0 beside its members', () => {
  const scores = accountScores({ memberRaws: [80], accountOnlyRaw: -8 }, benchmarks);
  expect(scores).toEqual({ average: 80, fair: (80 + 90) / 4, total: 30 });
  const alone = accountScores({ memberRaws: [], accountOnlyRaw: -8 }, benchmarks);
  expect(alone).toEqual({ average: 0, fair: 0, total: 0 });
});

it('an account with one keen user does not outrank one with forty engaged of fifty', () => {
  const keen = accountScores({ memberRaws: [100], accountOnlyRaw: 0 }, benchmarks);
  const memberRaws = [...Array(40).fill(90), ...Array(10).fill(0)];
  const team = accountScores({ memberRaws, accountOnlyRaw: 0 }, benchmarks);
  expect(team.fair).toBeGreaterThan(keen.fair);
});
