import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { publishCounts } from '../../../lib/counts/day/count-blocks.ts';
import type { DayCounts } from '../../../lib/counts/day/day-counts.ts';
import { dayFromNumber, dayNumber } from '../../../lib/model/day.ts';
import { createCaches } from '../../../lib/runtime/services/caches.ts';
import { createRunProfiles } from '../../../lib/runtime/services/job-sources.ts';
import { checkpointDay } from '../../../lib/scores/aggregate/aggregate-plan.ts';
import type { ScoringSources } from '../../../lib/scores/checkpoint/scoring-sources.ts';
import { scoreDay } from '../../../lib/scores/day/score-day.ts';
import { computeScores } from '../../../lib/scores/run/run-model.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { hashId } from '../../support/builders/hash-id.ts';
import { type CountLine, someCounts } from '../../support/builders/some-counts.ts';
import { memoryStores } from '../../support/stores/memory-stores.ts';
import { differences } from './differences.ts';

const LAST = dayNumber('2026-11-20');
const NOW = Date.parse('2026-11-21T12:00:00Z');

/** Needs whatever a checkpoint can hold: members, features, steps, states, who is counted. */
const MODEL = aModel({
  windows: [1, 7],
  // No straight line, whose halves a last digit would round the other way.
  normalization: { percentile: 90, curve: 2 },
  events: {
    Opened: { weight: 1, feature: 'opening' },
    Invited: { weight: 10, feature: 'inviting' },
  },
  activation: {
    account: {
      steps: [
        { id: 'open', event: 'Opened', atLeast: 60 },
        { id: 'invite', event: 'Invited', distinctUsers: 2 },
      ],
    },
    user: { steps: [{ id: 'pause', event: 'Paused', atLeast: 2 }] },
  },
  lifecycle: { cancelled: { event: 'Paused', atLeast: 5 } },
  population: { of: 'user', any: [{ event: 'Opened' }, { event: 'Invited', days: 40 }] },
  segments: { keen: { of: 'user', when: { event: 'Opened', atLeast: 3, days: 30 } } },
});

const line: fc.Arbitrary<CountLine> = fc.tuple(
  fc.constantFrom('ada', 'bob', 'cid', 'dan', 'eve', ''),
  fc.constantFrom('acme', 'globex', 'hooli', '', ''),
  fc.constantFrom('Opened', 'Invited', 'Paused', 'Account Removed User'),
  fc.integer({ min: 1, max: 40 }),
);
const aDay = fc.record({
  back: fc.integer({ min: 0, max: 260 }),
  lines: fc.uniqueArray(line, {
    minLength: 1,
    maxLength: 6,
    selector: (of) => of.slice(0, 3).join(),
  }),
});
const someDays = fc
  .uniqueArray(aDay, { minLength: 5, maxLength: 40, selector: ({ back }) => back })
  .map((days) => days.sort((a, b) => b.back - a.back))
  .map((days) =>
    days.flatMap(({ back, lines }) => {
      const of = lines.filter(([user, account]) => user !== '' || account !== '');
      return of.length === 0 ? [] : [someCounts(dayFromNumber(LAST - back), of)];
    }),
  );

/** Stores in which some days of counts are sealed, each on the day after it. */
async function storesWith(days: readonly DayCounts[]) {
  const { seals, blocks, profiles, batches } = memoryStores();
  const { counts: cache, directory, lifetimeIndex } = createCaches(() => 0);
  const seal = async (
    counts: DayCounts,
    hour = `${dayFromNumber(dayNumber(counts.day) + 1)}T01`,
  ) => {
    await seals.putMarker({ hour, events: 1, days: [{ day: counts.day, chunks: 1 }] });
    await publishCounts(blocks, counts.day, [counts], hour);
  };
  for (const counts of days) await seal(counts);
  await seals.advanceSealedThrough('2026-11-21T11');
  const sources: ScoringSources = {
    counts: {
      ...{ seals, blocks, cache, hashId },
      batches,
      installedHour: '2026-01-01T00',
    },
    profiles: createRunProfiles(profiles),
    ...{ directory, lifetimeIndex },
    retentionDays: 400,
  };
  return { blocks, sources, seal, profiles };
}

/** Scores by one scan over all days, without a checkpoint. */
function scanned(
  days: readonly DayCounts[],
  asOf: string,
  resolve = (hash: string): string => hash,
) {
  return scoreDay({
    ...{ model: MODEL, asOf, complete: true, lifetimeIndex: [], resolve },
    counts: days.filter(({ day }) => day <= asOf),
    profiles: { users: new Map(), accounts: new Map() },
  });
}

function computed(sources: ScoringSources, asOf: string, generation?: string) {
  const request = { asOf, complete: true, now: NOW, ...(generation && { generation }) };
  return computeScores(sources, MODEL, request);
}

/** Ten days apart, so that most runs find what an earlier one kept on another day. */
const CLOSED = [30, 20, 10, 1, 0].map((back) => dayFromNumber(LAST - back));

it('an aggregation resumed from a checkpoint gives the very scores of a scan over all days', async () => {
  await fc.assert(
    fc.asyncProperty(someDays, async (days) => {
      const { sources } = await storesWith(days);
      for (const asOf of CLOSED) {
        const resumed = await computed(sources, asOf, `run-${asOf}`);
        expect(differences(resumed, scanned(days, asOf))).toEqual([]);
      }
    }),
    { numRuns: 30 },
  );
});

it('a checkpoint gives the same scores, stored, made anew, or advanced from an older day', async () => {
  await fc.assert(
    fc.asyncProperty(someDays, async (days) => {
      const [led, fresh] = [await storesWith(days), await storesWith(days)];
      for (const asOf of CLOSED) await computed(led.sources, asOf, `run-${asOf}`);
      const last = CLOSED.at(-1) ?? '';
      expect(await computed(led.sources, last)).toEqual(await computed(fresh.sources, last));
    }),
    { numRuns: 20 },
  );
});

it('an aggregation begins anew when a late event touched a day of its checkpoint', async () => {
  const visit = (back: number, user: string) =>
    someCounts(dayFromNumber(LAST - back), [[user, 'acme', 'Opened', 3]]);
  const days = [visit(120, 'ada'), visit(80, 'bob'), visit(3, 'ada')];
  const { sources, seal } = await storesWith(days);
  const asOf = dayFromNumber(LAST);
  await computed(sources, asOf, 'first');
  const late = someCounts(dayFromNumber(LAST - 80), [
    ['bob', 'acme', 'Opened', 3],
    ['cid', 'globex', 'Invited', 1],
  ]);
  await seal(late, '2026-11-21T11');
  const after = [days[0], late, days[2]].flatMap((day) => day ?? []);
  const again = await computed(sources, asOf, 'second');
  expect(differences(again, scanned(after, asOf))).toEqual([]);
});

it('an aggregation unites two ids that turn out to be one person after their checkpoint', async () => {
  const visit = (back: number, user: string, event = 'Opened') =>
    someCounts(dayFromNumber(LAST - back), [[user, 'acme', event, 3]]);
  const days = [visit(120, 'ada'), visit(70, 'bob', 'Paused'), visit(3, 'bob')];
  const { sources, profiles } = await storesWith(days);
  await computed(sources, dayFromNumber(LAST), 'first');
  const [from, to] = [hashId('user', 'bob'), hashId('user', 'ada')];
  await profiles.putLink({ from, to, at: NOW });
  const again = await computed(
    { ...sources, profiles: createRunProfiles(profiles) },
    dayFromNumber(LAST),
    'second',
  );
  const whole = scanned(days, dayFromNumber(LAST), (hash) => (hash === from ? to : hash));
  expect(again.users.hash).toEqual([to]);
  expect(differences(again, whole)).toEqual([]);
});

it('an aggregation resumed from a checkpoint reads two months of counts where four are there', async () => {
  const days = Array.from({ length: 120 }, (_, at) =>
    someCounts(dayFromNumber(LAST - 119 + at), [['ada', 'acme', 'Opened', 1]]),
  );
  const { sources, blocks } = await storesWith(days);
  await computed(sources, dayFromNumber(LAST - 1), 'first');
  const read = vi.spyOn(blocks, 'read');
  const { counts: cache } = createCaches(() => 0);
  const counts = { ...sources.counts, cache };
  await computed({ ...sources, counts }, dayFromNumber(LAST), 'second');
  const checkpoint = checkpointDay(MODEL.model, dayFromNumber(LAST));
  const daysRead = read.mock.calls.flatMap(([namespace, { name }]) =>
    namespace === 'counts' ? name : [],
  );
  expect(daysRead).toEqual(days.map(({ day }) => day).filter((day) => dayNumber(day) > checkpoint));
});
