import { expect, it } from 'vitest';
import { accountChangeParts } from '../../../lib/scores/formulas/account-change-parts.ts';

const benchmarks = { benchmark: 100, curve: 0, meanMember: 30, totalBenchmark: 240 };
const unmoved = { now: benchmarks, before: benchmarks };

it('an account gains by what its members do, and by a weak member that leaves', () => {
  const diff = {
    stayed: [{ before: 60, now: 80 }],
    left: [{ hash: 'b', raw: 40 }],
    joined: [],
    accountOnly: { before: 0, now: 0 },
  };
  expect(accountChangeParts(diff, 'average', unmoved)).toEqual({
    own: 10,
    members: 20,
    benchmark: 0,
    moved: [{ hash: 'b', joined: false, points: 20 }],
  });
});

it('an account loses to others what a higher benchmark takes', () => {
  const diff = {
    stayed: [{ before: 60, now: 60 }],
    left: [],
    joined: [],
    accountOnly: { before: 0, now: 0 },
  };
  const doubled = { now: { ...benchmarks, benchmark: 200 }, before: benchmarks };
  expect(accountChangeParts(diff, 'average', doubled)).toEqual({
    own: 0,
    members: 0,
    benchmark: -30,
    moved: [],
  });
});

it('members that came or went have parts, the busiest first, that sum to the members’ part', () => {
  const diff = {
    stayed: [{ before: 80, now: 80 }],
    left: [
      { hash: 'a', raw: 100 },
      { hash: 'b', raw: 0 },
    ],
    joined: [{ hash: 'c', raw: 20 }],
    accountOnly: { before: 0, now: 0 },
  };
  const change = accountChangeParts(diff, 'fair', unmoved);
  // (180 + 90) / 6 = 45, then (80 + 90) / 5 = 34, (100 + 90) / 6, (100 + 90) / 5 = 38.
  expect(change.moved).toEqual([
    { hash: 'a', joined: false, points: -11 },
    { hash: 'c', joined: true, points: expect.closeTo(190 / 6 - 34, 12) },
    { hash: 'b', joined: false, points: expect.closeTo(38 - 190 / 6, 12) },
  ]);
  const sum = change.moved.reduce((total, { points }) => total + points, 0);
  expect(sum).toBeCloseTo(change.members, 12);
  expect(change).toMatchObject({ own: 0, members: -7, benchmark: 0 });
});

it('of members that are as busy the one with the smaller id has its part first', () => {
  const diff = {
    stayed: [{ before: 80, now: 80 }],
    left: [
      { hash: 'c', raw: 20 },
      { hash: 'a', raw: 20 },
    ],
    joined: [
      { hash: 'd', raw: -30 },
      { hash: 'b', raw: 20 },
    ],
    accountOnly: { before: 0, now: 0 },
  };
  const { moved } = accountChangeParts(diff, 'fair', unmoved);
  expect(moved.map(({ hash }) => hash)).toEqual(['d', 'a', 'b', 'c']);
});

it('events of the account alone are its own part of the total', () => {
  const diff = { stayed: [], left: [], joined: [], accountOnly: { before: 24, now: 48 } };
  const doubled = { now: { ...benchmarks, totalBenchmark: 480 }, before: benchmarks };
  expect(accountChangeParts(diff, 'total', doubled)).toEqual({
    own: 10,
    members: 0,
    benchmark: -10,
    moved: [],
  });
});

it('of more than eight members that came or went the rest is left to the sum', () => {
  const diff = {
    stayed: [],
    left: Array.from({ length: 9 }, (_, i) => ({ hash: `m${i}`, raw: i + 1 })),
    joined: [],
    accountOnly: { before: 50, now: 50 },
  };
  const { moved } = accountChangeParts(diff, 'total', unmoved);
  expect(moved.map(({ hash }) => hash)).toEqual(['m8', 'm7', 'm6', 'm5', 'm4', 'm3', 'm2', 'm1']);
});
