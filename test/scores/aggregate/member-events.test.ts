import { expect, it } from 'vitest';
import { addDayCounts } from '../../../lib/scores/aggregate/add-day-counts.ts';
import { createAggregate } from '../../../lib/scores/aggregate/aggregate.ts';
import { planAggregate } from '../../../lib/scores/aggregate/aggregate-plan.ts';
import { completeAggregate } from '../../../lib/scores/aggregate/complete-aggregate.ts';
import { scoreAggregate } from '../../../lib/scores/day/score-day.ts';
import { accountReasons } from '../../../lib/scores/snapshot/account-reasons.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { someCounts } from '../../support/builders/some-counts.ts';

const MODEL = aModel({ events: { Opened: { weight: 1 }, Saved: { weight: 3 } } });
const COUNTS = [
  someCounts('2026-11-10', [
    ['ada', 'acme', 'Opened', 60],
    ['ada', 'acme', 'Saved', 1],
  ]),
  someCounts('2026-11-20', [
    ['ada', 'acme', 'Opened', 30],
    ['ada', '', 'Saved', 1],
  ]),
];

function aggregateWith(maxMemberEvents: number) {
  const plan = planAggregate(MODEL.model, '2026-11-20', '2026-11-10');
  const aggregate = createAggregate({ ...plan, maxMemberEvents }, (hash) => hash);
  for (const part of COUNTS) addDayCounts(aggregate, [part]);
  return aggregate;
}

function reasonsWith(maxMemberEvents: number) {
  const aggregate = aggregateWith(maxMemberEvents);
  const profiles = { users: new Map(), accounts: new Map() };
  completeAggregate(aggregate, profiles);
  const scores = scoreAggregate(aggregate, { model: MODEL, profiles, complete: true });
  const { reasons } = accountReasons({ scores, window: 1, account: 0, model: MODEL.model });
  return reasons.map(({ kind, event }) => [kind, event]);
}

it('a window keeps how much more often each member did what than in the window before', () => {
  const { windowSums } = aggregateWith(2);
  const changes = windowSums.map(({ memberEventChange }) => [...memberEventChange.slice(0, 2)]);
  // Of one day, 7 days and 30 days: each with the window before it, which has none of its own.
  expect(changes).toEqual([[30, 1], [], [-30, 0], [], [90, 2], []]);
});

it('where members have more events than are kept apart, the own part is one reason without a name', () => {
  expect(reasonsWith(2)).toContainEqual(['event', 'Opened']);
  expect(reasonsWith(1)).toContainEqual(['event', undefined]);
  expect(reasonsWith(1)).not.toContainEqual(['event', 'Opened']);
});
