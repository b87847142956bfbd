import { atLeast, atMost, type Target } from '../target.ts';
import type { LoadReport } from './http-load.ts';
import type { Miscounts } from './miscounts.ts';
import { millionEvents } from './print-ingest.ts';
import type { WriteUnits } from './write-units.ts';

/** Most write units an event, by events a request: the put alone, and with the fold. */
const MOST_UNITS: Readonly<Record<number, { readonly put: number; readonly all: number }>> = {
  1: { put: 1.1, all: 1.15 },
  20: { put: 0.06, all: 0.065 },
  100: { put: 0.05, all: 0.055 },
};

/** What a million events may cost at 20 a request, in dollars. */
const MOST_DOLLARS = 0.13;

export function unitTargets(hours: readonly WriteUnits[]): Target[] {
  return hours.flatMap((hour) => {
    const { perRequest, put, fold, scattered } = hour;
    const most = MOST_UNITS[perRequest];
    if (scattered || !most) return [];
    const size = `at ${perRequest} a request`;
    const { all: dollars } = millionEvents(hour);
    return [
      atMost(most.put, `write units an event of the put, ${size}`, put),
      atMost(most.all, `write units an event with the fold, ${size}`, put + fold),
      ...(perRequest === 20
        ? [atMost(MOST_DOLLARS, `USD a million events, ${size}`, dollars)]
        : []),
    ];
  });
}

/** Barometer counts exactly; the other schemes are there to be compared with. */
export function miscountTargets([barometer]: readonly Miscounts[]): Target[] {
  return [atMost(0, 'miscounted cells', barometer?.wrong ?? Number.NaN)];
}

/** How many times as many events a second come in as one a request, by events a request. */
const LEAST_TIMES_SINGLE: Readonly<Record<number, number>> = { 20: 8, 100: 25 };

export function loadTargets(loads: readonly LoadReport[]): Target[] {
  const single = loads.find(({ perRequest }) => perRequest === 1)?.eventsPerSecond ?? Number.NaN;
  return loads.flatMap(({ perRequest, eventsPerSecond, failed }) => {
    const size = `at ${perRequest} a request`;
    const least = LEAST_TIMES_SINGLE[perRequest];
    return [
      atMost(0, `failed requests, ${size}`, failed),
      ...(least === undefined
        ? []
        : [atLeast(least, `times the events of single ones, ${size}`, eventsPerSecond / single)]),
    ];
  });
}
