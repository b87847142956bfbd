import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AccountHeadline } from '../../../lib/model/scoring-model.ts';
import {
  accountEventParts,
  type MemberActivity,
  type OwnActivity,
} from '../../../lib/scores/formulas/account-event-parts.ts';
import {
  accountScores,
  type ScoreBenchmarks,
} from '../../../lib/scores/formulas/account-scores.ts';

const by: ScoreBenchmarks = { benchmark: 100, curve: 0, meanMember: 30, totalBenchmark: 400 };
const IDLE: MemberActivity = { before: 0, now: 0, shares: [] };

/** A member who did one event for so many points then and now. */
function opened(before: number, now: number, event = 0): MemberActivity {
  const shares = before === now ? [] : [{ event, share: now - before }];
  return { before, now, shares };
}

function ownPart({ members, accountOnly, left }: OwnActivity, headline: AccountHeadline, of = by) {
  const at = (end: 'before' | 'now') => {
    const memberRaws = [...members.map((member) => member[end]), ...left];
    return accountScores({ memberRaws, accountOnlyRaw: accountOnly[end] }, of)[headline];
  };
  return at('now') - at('before');
}

function partsOf(given: Partial<OwnActivity>, headline: AccountHeadline, of = by) {
  const activity = { members: [], accountOnly: IDLE, left: [], ...given };
  const own = ownPart(activity, headline, of);
  const parts = accountEventParts(activity, own, headline, of);
  const all = [...activity.members, activity.accountOnly];
  return {
    own,
    active: parts.active,
    sums: all.map((_, member) => parts.sumOf(member)),
    points: all.map(({ shares }, member) =>
      shares.map(({ share }) => parts.pointsOf(member, share)),
    ),
  };
}

it('an account lost by the fewer of one member, though another at the cap did more', () => {
  const members = [opened(60, 20), opened(150, 200)];
  expect(partsOf({ members }, 'fair')).toEqual({
    own: -8,
    active: 0,
    sums: [-8, 0, 0],
    points: [[-8], [0], []],
  });
});

it('an account in which nobody scores any more lost the mean members with what its members stopped', () => {
  const members = [opened(60, 0), opened(20, 0)];
  // (80 + 90) / 5 = 34.
  expect(partsOf({ members }, 'fair').sums).toEqual([expect.closeTo(-25.5, 12), -8.5, 0]);
});

it('by the average a weak member who stopped took little, and that fewer members were active made the rest', () => {
  const members = [opened(80, 80), opened(5, 0)];
  expect(partsOf({ members }, 'average')).toEqual({
    own: 37.5,
    active: 40,
    sums: [0, -2.5, 0],
    points: [[], [-2.5], []],
  });
});

it('by the average members who start where nobody was active share the score', () => {
  const members = [opened(0, 80), opened(0, 20)];
  expect(partsOf({ members }, 'average')).toMatchObject({ own: 50, active: 0, sums: [40, 10, 0] });
});

it('by the total falls come before rises, and events without a user are one more member', () => {
  const members = [opened(100, 0), opened(0, 60, 1)];
  const parts = partsOf({ members, accountOnly: opened(0, 20) }, 'total');
  expect(parts.sums).toEqual([-25, 15, 5]);
});

const member = fc
  .record({
    before: fc.integer({ min: -100, max: 400 }),
    shares: fc.uniqueArray(
      fc.record({ event: fc.nat(5), share: fc.integer({ min: -200, max: 200 }) }),
      { maxLength: 4, selector: ({ event }) => event },
    ),
  })
  .map(({ before, shares }) => {
    const changed = shares.filter(({ share }) => share !== 0);
    const now = changed.reduce((sum, { share }) => sum + share, before);
    return { before, now, shares: changed };
  });

const world = fc.record({
  members: fc.array(member, { maxLength: 6 }),
  accountOnly: member,
  left: fc.array(fc.integer({ min: -50, max: 300 }), { maxLength: 3 }),
  headline: fc.constantFrom<AccountHeadline>('average', 'total', 'fair'),
  of: fc.record({
    benchmark: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 300 })),
    curve: fc.constantFrom(0, 2, 5),
    meanMember: fc.integer({ min: 0, max: 100 }),
    totalBenchmark: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1_000 })),
  }),
});

it('the events of an account have the sign of each member’s change and no part above the scale', () => {
  fc.assert(
    fc.property(world, ({ headline, of, ...activity }) => {
      const { own, active, sums, points } = partsOf(activity, headline, of);
      [...activity.members, activity.accountOnly].forEach(({ shares }, index) => {
        shares.forEach(({ share }, event) => {
          const part = points[index]?.[event] ?? 0;
          expect(part * Math.sign(share)).toBeGreaterThanOrEqual(0);
          expect(Math.abs(part)).toBeLessThanOrEqual(100 + 1e-9);
        });
      });
      const sum = sums.reduce((total, part) => total + part, active);
      const byEvent = points.flat().reduce((total, part) => total + part, active);
      expect(byEvent).toBeCloseTo(sum, 9);
      // Only what changed nobody's score, as that of an account by its unnamed events, has no event.
      if (sums.some((part) => part !== 0)) expect(sum).toBeCloseTo(own, 9);
    }),
    { numRuns: 500 },
  );
});
