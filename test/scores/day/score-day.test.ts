import { describe, expect, it } from 'vitest';
import { identityResolver } from '../../../lib/events/identity-link.ts';
import type { Profile } from '../../../lib/events/profile.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { hashId } from '../../support/builders/hash-id.ts';
import { accountIn, score, userIn } from '../../support/builders/score.ts';
import { someCounts } from '../../support/builders/some-counts.ts';

it('a window ends on its day and holds as many days as it says', () => {
  const scores = score([
    someCounts('2026-11-13', [['ada', '', 'Opened', 100]]),
    someCounts('2026-11-14', [['ada', '', 'Opened', 10]]),
    someCounts('2026-11-20', [['ada', '', 'Opened', 1]]),
  ]);
  expect(userIn(scores, 'ada', 0)?.rawScore).toBe(1);
  expect(userIn(scores, 'ada', 1)?.rawScore).toBe(11);
  expect(userIn(scores, 'ada', 2)?.rawScore).toBe(111);
});

it('a window is compared with the one before it, by the benchmark of that time', () => {
  const scores = score([
    someCounts('2026-11-10', [
      ['ada', '', 'Opened', 50],
      ['bob', '', 'Opened', 50],
    ]),
    someCounts('2026-11-20', [
      ['ada', '', 'Opened', 10],
      ['bob', '', 'Opened', 20],
    ]),
  ]);
  // Type 7 between 10 and 20 at 0.9 is 19.
  expect(userIn(scores, 'ada')?.exactScore).toBeCloseTo(1000 / 19, 10);
  expect(userIn(scores, 'ada')).toMatchObject({ score: 53, previousScore: 100, change: -47 });
});

it('a window tells who joined apart from more activity, also where nobody was a member before', () => {
  const scores = score([
    someCounts('2026-11-13', [
      ['', 'acme', 'Opened', 5],
      ['bob', '', 'Opened', 10],
    ]),
    someCounts('2026-11-20', [['ada', 'acme', 'Opened', 5]]),
  ]);
  const { ownPart, memberPart } = scores.accounts.windows[1] ?? {};
  expect(memberPart?.[0]).toBeGreaterThan(0);
  expect(ownPart?.[0]).toBe(0);
});

it('a window has no previous score for users who were not seen by then', () => {
  const scores = score([
    someCounts('2026-11-10', [['ada', '', 'Opened', 5]]),
    someCounts('2026-11-20', [['bob', '', 'Opened', 5]]),
  ]);
  expect(userIn(scores, 'bob')).toMatchObject({ previousScore: null, change: null });
  expect(userIn(scores, 'ada')).toMatchObject({ score: 0, previousScore: 100, change: -100 });
});

it('a window has no change while the day goes on', () => {
  const counts = [someCounts('2026-11-10', [['ada', '', 'Opened', 5]])];
  expect(userIn(score(counts, { complete: false }), 'ada')?.change).toBeNull();
});

describe('accounts', () => {
  const counts = [
    someCounts('2026-11-19', [
      ['ada', 'acme', 'Opened', 10],
      ['bob', 'acme', 'Opened', 5],
      ['cid', 'acme', '$group', 1],
      ['dan', 'globex', 'Opened', 10],
      ['', 'globex', 'Opened', 4],
    ]),
  ];

  it('accounts score their known members on their events there', () => {
    const scores = score(counts);
    // Benchmark of 5, 10, 10 is 10: members score 100, 50, 0 and 100; their mean is 62.5.
    expect(scores.windows[1]?.benchmark).toBe(10);
    expect(scores.windows[1]?.meanMember).toBe(62.5);
    expect(accountIn(scores, 'acme')?.scores.average).toBe(75);
    expect(accountIn(scores, 'acme')?.scores.fair).toBeCloseTo((150 + 3 * 62.5) / 6, 12);
    expect(accountIn(scores, 'globex')?.scores.fair).toBeCloseTo((100 + 3 * 62.5) / 4, 12);
  });

  it('accounts count events that name only the account as one more member of the total', () => {
    const scores = score(counts);
    // Totals 15 and 14: benchmark 14.9.
    expect(accountIn(scores, 'globex')?.scores.total).toBeCloseTo(1400 / 14.9, 10);
    expect(accountIn(scores, 'globex')?.rawScore).toBe(14);
    expect(accountIn(scores, 'acme')?.scores.total).toBe(100);
  });

  it('accounts get events that name none when the user had exactly one account that day', () => {
    const scores = score([
      someCounts('2026-11-18', [['ada', 'acme', 'Opened', 1]]),
      someCounts('2026-11-19', [['ada', '', 'Opened', 7]]),
      someCounts('2026-11-20', [
        ['ada', 'globex', 'Opened', 2],
        ['ada', '', 'Opened', 100],
      ]),
    ]);
    expect(accountIn(scores, 'acme')?.rawScore).toBe(8);
    expect(accountIn(scores, 'globex')?.rawScore).toBe(2);
    expect(userIn(scores, 'ada')?.rawScore).toBe(110);
  });

  it('accounts lose a member on the day it is removed, and its score with it', () => {
    const scores = score([
      someCounts('2026-11-18', [
        ['ada', 'acme', 'Opened', 10],
        ['bob', 'acme', 'Opened', 10],
      ]),
      someCounts('2026-11-19', [['bob', 'acme', 'Account Removed User', 1]]),
    ]);
    expect([...scores.accounts.knownUsers]).toEqual([1]);
    expect(accountIn(scores, 'acme')?.rawScore).toBe(10);
  });

  it('accounts know a member for 90 days after it was last seen', () => {
    const seen = (day: string) => [someCounts(day, [['ada', 'acme', 'Opened', 1]])];
    expect([...score(seen('2026-08-23')).accounts.knownUsers]).toEqual([1]);
    expect([...score(seen('2026-08-22')).accounts.knownUsers]).toEqual([0]);
  });

  it('accounts split their change into parts that sum to it', () => {
    const scores = score([
      someCounts('2026-11-10', [
        ['ada', 'acme', 'Opened', 20],
        ['bob', 'globex', 'Opened', 30],
        ['eve', 'acme', 'Invited', 1],
      ]),
      someCounts('2026-11-12', [['eve', 'acme', 'Account Removed User', 1]]),
      someCounts('2026-11-20', [
        ['ada', 'acme', 'Opened', 5],
        ['fay', 'acme', 'Opened', 9],
        ['bob', 'globex', 'Opened', 60],
      ]),
    ]);
    const row = accountIn(scores, 'acme');
    const { own = 0, members = 0, others = 0 } = row?.parts ?? {};
    expect(own).toBeLessThan(0);
    expect(own + members + others).toBeCloseTo(
      (row?.exactScore ?? 0) - (row?.previousExact ?? 0),
      12,
    );
  });
});

it('a person is one over linked ids, and no person is scored while its id is unlinked', () => {
  const counts = [
    someCounts('2026-11-20', [
      ['?browser', 'acme', 'Opened', 3],
      ['ada', 'acme', 'Opened', 4],
      ['?stranger', 'acme', 'Opened', 50],
    ]),
  ];
  const from = hashId('anonymous', 'browser');
  const resolve = identityResolver([{ from, to: hashId('user', 'ada'), at: 1 }]);
  const scores = score(counts, { resolve });
  expect(scores.users.hash).toEqual([hashId('user', 'ada')]);
  expect(userIn(scores, 'ada')?.rawScore).toBe(7);
  expect(scores.windows[1]?.benchmark).toBe(7);
});

it('people outside the population are in no list and no benchmark', () => {
  const internal = (hash: string): Profile => ({
    kind: 'user',
    hash,
    traits: { internal: [{ day: '2026-11-01', at: 0, value: true }] },
  });
  const bot = hashId('user', 'bot');
  const model = aModel({
    population: { of: 'user', not: { trait: 'internal', equals: true } },
  });
  const scores = score(
    [
      someCounts('2026-11-20', [
        ['bot', 'acme', 'Opened', 1000],
        ['ada', 'acme', 'Opened', 4],
      ]),
    ],
    { model, profiles: { users: new Map([[bot, internal(bot)]]), accounts: new Map() } },
  );
  expect(scores.users.hash).toEqual([hashId('user', 'ada')]);
  expect(scores.windows[1]?.benchmark).toBe(4);
  expect(accountIn(scores, 'acme')?.rawScore).toBe(4);
});
