import { describe, expect, it } from 'vitest';
import { type DayUsage, suspectEvents } from '../../../lib/scores/formulas/suspect-events.ts';
import { score } from '../../support/builders/score.ts';
import { someCounts } from '../../support/builders/some-counts.ts';

function use(active: number, users: Readonly<Record<string, number>>): DayUsage {
  return { day: 0, active, users: new Map(Object.entries(users)) };
}

const fridays = [1, 2, 3, 4].map(() => use(100, { Opened: 90, Saved: 45, Exported: 19 }));

describe('an event', () => {
  it('is suspect when it is gone though users are there', () => {
    expect(suspectEvents(use(90, { Opened: 80, Saved: 4 }), fridays)).toEqual(['Saved']);
  });

  it('is not at a tenth of what is usual', () => {
    expect(suspectEvents(use(100, { Opened: 90, Saved: 5 }), fridays)).toEqual([]);
  });

  it('is not when it was never common', () => {
    expect(suspectEvents(use(100, { Opened: 90, Saved: 45 }), fridays)).toEqual([]);
  });

  it('is not on a holiday, when fewer do what they always do', () => {
    expect(suspectEvents(use(3, { Opened: 3, Saved: 1 }), fridays)).toEqual([]);
  });

  it('is on a day without anybody after four that were usual', () => {
    expect(suspectEvents(use(0, {}), fridays)).toEqual(['Opened', 'Saved']);
  });

  it('is not after fewer than four weeks, or among fewer than 20 users', () => {
    expect(suspectEvents(use(90, {}), fridays.slice(1))).toEqual([]);
    const few = fridays.map(() => use(19, { Opened: 19 }));
    expect(suspectEvents(use(19, {}), few)).toEqual([]);
  });

  it('must have been common on each of the four weekdays', () => {
    const once = [...fridays.slice(1), use(100, { Opened: 90, Saved: 19 })];
    expect(suspectEvents(use(90, { Opened: 80 }), once)).toEqual([]);
  });
});

describe('the scores of a day', () => {
  const people = Array.from({ length: 30 }, (_, at) => `user${at}`);
  const friday = (day: string, events: readonly string[]) =>
    someCounts(
      day,
      people.flatMap((user) => events.map((event) => [user, 'acme', event, 1] as const)),
    );
  const weeks = ['2026-10-23', '2026-10-30', '2026-11-06', '2026-11-13'];
  const usual = weeks.map((day) => friday(day, ['Opened', 'Invited']));

  it('name the events that vanished on it', () => {
    const counts = [...usual, friday('2026-11-20', ['Opened'])];
    expect(score(counts).suspect).toEqual(['Invited']);
  });

  it('name none while the day goes on', () => {
    expect(score(usual, { complete: false }).suspect).toEqual([]);
  });

  it('name all on a day without counts', () => {
    expect(score(usual).suspect).toEqual(['Invited', 'Opened']);
  });
});
