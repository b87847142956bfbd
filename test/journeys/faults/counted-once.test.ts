import { describe, expect, it } from 'vitest';
import { onDynamo } from '../../support/stores/on-dynamo.ts';
import { countNaively, countOnce } from './count-under-faults.ts';
import { memoryTable } from './fault-table.ts';

/** Small enough for every run of the tests; the full size stands in the project `faults`. */
const EVENTS = 15_000;

describe('with 3 % of all calls failing, every tenth event a copy and every fifth request sent twice', () => {
  it('each event counts exactly once with 3 % of all calls failing', async () => {
    const report = await countOnce({ seed: 1, events: EVENTS, table: memoryTable() });
    expect(report.miscounted).toEqual([]);
    expect(report.events).toBeGreaterThan(EVENTS * 0.9);
    expect(report.looks).toBeGreaterThan(0);
    const { failed, unacknowledged, sentAgain, deaths } = report.faults;
    expect(Math.min(failed, unacknowledged, sentAgain, deaths)).toBeGreaterThan(100);
  });

  it('each event counts exactly once with 3 % of all calls failing over HTTP to a DynamoDB of its own process', () =>
    onDynamo(async (table) => {
      const report = await countOnce({ seed: 2, events: 1_000, table });
      expect(report.miscounted).toEqual([]);
      expect(report.faults.deaths).toBeGreaterThan(2);
    }));

  it.each(['add', 'mark, then add'] as const)('counters that %s are wrong', async (way) => {
    const report = await countNaively({ seed: 1, events: 2_000, table: memoryTable() }, way);
    expect(report.miscounted.length).toBeGreaterThan(100);
  });
});

it.each(['add', 'mark, then add'] as const)(
  'counters that %s are right as long as nothing fails and nothing comes twice',
  async (way) => {
    const shape = { seed: 1, events: 2_000, copies: false, perThousand: 0 };
    const report = await countNaively({ ...shape, table: memoryTable() }, way);
    expect(report.miscounted).toEqual([]);
  },
);
