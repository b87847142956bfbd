import fc from 'fast-check';
import { expect, it } from 'vitest';
import { weightOf } from '../../../lib/model/event-weight.ts';
import type { AccountHeadline } from '../../../lib/model/scoring-model.ts';
import type { ChangeReason } from '../../../lib/scores/formulas/change-reasons.ts';
import { changeSentence } from '../../../lib/scores/formulas/change-sentence.ts';
import { userExplanation } from '../../../lib/scores/read/user-explanation.ts';
import { accountReasons } from '../../../lib/scores/snapshot/account-reasons.ts';
import { accountRow } from '../../../lib/scores/snapshot/subject-rows.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { hashId } from '../../support/builders/hash-id.ts';
import { score } from '../../support/builders/score.ts';
import { type CountLine, someCounts } from '../../support/builders/some-counts.ts';

const USERS = ['ada', 'bob', 'cy', 'dana'];
const NAMES = new Map(USERS.map((id) => [hashId('user', id), id]));
const MEMBERSHIP_DAY = '2026-10-01';
const BEFORE = '2026-11-10';
const NOW = '2026-11-20';
const WINDOW = 1;

const modelOf = (headline: AccountHeadline, floor = 300) =>
  aModel({
    events: { Opened: { weight: 1 }, Saved: { weight: 3 }, Paused: { weight: -2 } },
    normalization: { percentile: 90, curve: 0, floor },
    account: { headline },
  });

/** Scores two weeks of counts of members that were seen before them. */
function scored(model: ReturnType<typeof modelOf>, before: CountLine[], now: CountLine[]) {
  const seen = before.map(([user, account]): CountLine => [user, account, '$seen', 1]);
  const counts = [
    someCounts(MEMBERSHIP_DAY, seen),
    someCounts(BEFORE, before),
    someCounts(NOW, now),
  ];
  return { scores: score(counts, { model }), counts };
}

function reasonsOf({ scores }: ReturnType<typeof scored>, id: string, model = modelOf('fair')) {
  const account = scores.accounts.hash.indexOf(hashId('account', id));
  const of = { scores, window: WINDOW, account, model: model.model };
  const change = accountRow(scores, WINDOW, account)?.change ?? 0;
  const { reasons, stopped } = accountReasons(of, (hash) => NAMES.get(hash));
  return { reasons, stopped, sentence: changeSentence(change, reasons, stopped) };
}

it('an account says whose fewer it was where another at the cap did more', () => {
  const world = scored(
    modelOf('fair'),
    [
      ['ada', 'acme', 'Opened', 180],
      ['bob', 'acme', 'Opened', 300],
    ],
    [
      ['ada', 'acme', 'Opened', 30],
      ['bob', 'acme', 'Opened', 500],
    ],
  );
  const { reasons, sentence } = reasonsOf(world, 'acme');
  expect(reasons).toContainEqual({
    kind: 'event',
    event: 'Opened',
    countChange: -150,
    by: 'ada',
    points: expect.closeTo(-10, 3),
  });
  expect(sentence).toMatch(/^fell \d+ points: .*10 from fewer Opened by ada/);
});

it('an account names the champion who stopped', () => {
  const world = scored(
    modelOf('fair'),
    [
      ['dana', 'acme', 'Opened', 270],
      ['bob', 'acme', 'Opened', 60],
    ],
    [['bob', 'acme', 'Opened', 60]],
  );
  const { stopped, sentence } = reasonsOf(world, 'acme');
  expect(stopped).toBe('dana');
  expect(sentence).toMatch(/^fell \d+ points as dana stopped: .*18 from fewer Opened/);
});

it('an account does not name a member who stopped while others lost more', () => {
  const world = scored(
    modelOf('fair'),
    [
      ['dana', 'acme', 'Opened', 90],
      ['bob', 'acme', 'Opened', 20],
    ],
    [['dana', 'acme', 'Opened', 10]],
  );
  expect(reasonsOf(world, 'acme').stopped).toBeUndefined();
});

it('an account by the total says fewer of an event without a user, though a member at the cap did more', () => {
  const model = modelOf('total');
  const world = scored(
    model,
    [
      ['bob', 'acme', 'Opened', 300],
      ['', 'acme', 'Opened', 90],
    ],
    [
      ['bob', 'acme', 'Opened', 400],
      ['', 'acme', 'Opened', 10],
    ],
  );
  const [reason] = reasonsOf(world, 'acme', model).reasons.filter(({ kind }) => kind === 'event');
  expect(reason).toMatchObject({ event: 'Opened', countChange: -80 });
  expect(reason).not.toHaveProperty('by');
  expect(reason?.points).toBeLessThan(0);
});

const line = fc.tuple(
  fc.constantFrom('', ...USERS),
  fc.constantFrom('', 'acme', 'globex'),
  fc.constantFrom('Opened', 'Saved', 'Paused', 'Unweighed'),
  fc.integer({ min: 1, max: 60 }),
);
const lines = fc.uniqueArray(line, { maxLength: 14, selector: (each) => each.slice(0, 3).join() });
const world = fc.record({
  before: lines,
  now: lines,
  headline: fc.constantFrom<AccountHeadline>('average', 'total', 'fair'),
  floor: fc.integer({ min: 1, max: 200 }),
});

function expectTrue(reasons: readonly ChangeReason[], model: ReturnType<typeof modelOf>) {
  for (const { kind, event, countChange = 0, points } of reasons) {
    if (kind !== 'event' || event === undefined) continue;
    expect(Math.sign(points)).toBe(Math.sign(weightOf(model.model, event) * countChange));
    expect(Math.abs(points)).toBeLessThanOrEqual(100.01);
  }
}

const sumOf = (reasons: readonly ChangeReason[]) =>
  reasons.reduce((sum, { points }) => sum + points, 0);

it('the reasons of every account have the sign of what they say, no event above the scale, and sum to its change', () => {
  fc.assert(
    fc.property(world, ({ before, now, headline, floor }) => {
      const model = modelOf(headline, floor);
      const { scores } = scored(model, before, now);
      scores.accounts.hash.forEach((_, account) => {
        const row = accountRow(scores, WINDOW, account);
        const of = { scores, window: WINDOW, account, model: model.model };
        const { reasons } = accountReasons(of, (hash) => NAMES.get(hash));
        if (!row?.parts) return;
        expectTrue(reasons, model);
        expect(sumOf(reasons)).toBeCloseTo(row.exactScore - (row.previousExact ?? 0), 8);
        const sentence = changeSentence(row.change ?? 0, reasons);
        expect(sentence).not.toMatch(/^fell [^,]* from (more (Opened|Saved)|fewer Paused)/);
        expect(sentence).not.toMatch(/^rose [^,]* from (fewer (Opened|Saved)|more Paused)/);
      });
    }),
    { numRuns: 300 },
  );
}, 60_000);

it('the reasons of every user have the sign of what they say, no event above the scale, and sum to its change', () => {
  fc.assert(
    fc.property(world, ({ before, now, headline, floor }) => {
      const model = modelOf(headline, floor);
      const { scores, counts } = scored(model, before, now);
      const days = counts.filter(({ day }) => day >= BEFORE);
      const snapshot = {
        ...{ scores, window: WINDOW, model: model.model },
        ...{ directory: new Map(), accountProfiles: new Map() },
      };
      scores.users.hash.forEach((_, row) => {
        const user = {
          snapshot,
          row,
          resolve: (hash: string) => hash,
          accountNameOf: () => 'acme',
        };
        const { change } = userExplanation(user, days);
        if (!change) return;
        const reasons = change.reasons.flatMap(({ kind, shown: _shown, ...reason }) =>
          kind === 'rounding' ? [] : [{ ...reason, kind }],
        );
        expectTrue(reasons, model);
        expect(sumOf(reasons)).toBeCloseTo(change.exactPoints, 8);
      });
    }),
    { numRuns: 200 },
  );
}, 60_000);
