import { describe, expect, it } from 'vitest';
import { type DayUsage, suspectEvents } from '../../../lib/scores/formulas/suspect-events.ts';
import { score } from '../../support/builders/score.ts';
import { someCounts } from '../../support/builders/some-counts.ts';

function use(active: number, users: Readonly<Record<string, number>>): DayUsage {
  return { day: 0, active, users: new Map(Object.entries(users)) };
}

const fridays = [1, 2, 3, 4].map(() => use(100, { Opened: 90, Saved: 45, Exported: 19 }));

describe('an event', () => {
  it('an event is suspect when it is gone though users are there', () => {
    expect(suspectEvents(use(90, { Opened: 80, Saved: 4 }), fridays)).toEqual(['Saved']);
  });

  it('an event at a tenth of its usual count is not suspect', () => {
    const half = [1, 2, 3, 4].map(() => use(100, { Saved: 50 }));
    expect(suspectEvents(use(100, { Saved: 5 }), half)).toEqual([]);
    expect(suspectEvents(use(1_000, { Saved: 49 }), half)).toEqual(['Saved']);
  });

  it('an event that was never common is not suspect', () => {
    expect(suspectEvents(use(100, { Opened: 90, Saved: 45 }), fridays)).toEqual([]);
  });

  it('an event is not suspect on a holiday, when fewer do what they always do', () => {
    expect(suspectEvents(use(3, { Opened: 3, Saved: 1 }), fridays)).toEqual([]);
  });

  it('an event is suspect on a day without anybody after four usual ones', () => {
    expect(suspectEvents(use(0, {}), fridays)).toEqual(['Opened', 'Saved']);
  });

  it('an event is not suspect after fewer than four weeks, or among fewer than 20 users', () => {
    expect(suspectEvents(use(90, {}), fridays.slice(1))).toEqual([]);
    const few = fridays.map(() => use(19, { Opened: 19 }));
    expect(suspectEvents(use(19, {}), few)).toEqual([]);
    const enough = fridays.map(() => use(20, { Opened: 19 }));
    expect(suspectEvents(use(20, {}), enough)).toEqual(['Opened']);
  });

  it('a suspect event must have been common on each of the four weekdays', () => {
    const once = [...fridays.slice(1), use(100, { Opened: 90, Saved: 19 })];
    expect(suspectEvents(use(90, { Opened: 80 }), once)).toEqual([]);
    const barely = [...fridays.slice(1), use(100, { Opened: 90, Saved: 20 })];
    expect(suspectEvents(use(90, { Opened: 80 }), barely)).toEqual(['Saved']);
    const missing = [...fridays.slice(1), use(100, { Opened: 90 })];
    expect(suspectEvents(use(90, { Opened: 80 }), missing)).toEqual([]);
  });

  it('suspect events are named in plain order, whichever was done first', () => {
    const weeks = fridays.map(() => use(100, { Saved: 45, Opened: 90 }));
    expect(suspectEvents(use(90, {}), weeks)).toEqual(['Opened', 'Saved']);
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

  it('the scores of a day name the events that vanished on it', () => {
    const counts = [...usual, friday('2026-11-20', ['Opened'])];
    expect(score(counts).suspect).toEqual(['Invited']);
  });

  it('the scores of a day name no suspect event while the day goes on', () => {
    expect(score(usual, { complete: false }).suspect).toEqual([]);
  });

  it('the scores of a day without counts name all events as suspect', () => {
    expect(score(usual).suspect).toEqual(['Invited', 'Opened']);
  });
});
