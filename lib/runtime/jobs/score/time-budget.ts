/** Tells whether one more computation will be over in time, by those that there were. */
export interface TimeBudget {
  /** Does a computation and remembers how long it took. */
  measure<Result>(compute: () => Promise<Result>): Promise<Result>;
  hasRoomForOne(): boolean;
}

/** A restated day is also compared with what was reported: so much longer than the slowest so far. */
const SAFETY_FACTOR = 1.25;

/** @param untilMs epoch milliseconds by which the last computation is to be over */
export function createTimeBudget(clock: () => number, untilMs: number): TimeBudget {
  let slowest = 0;
  return {
    async measure(compute) {
      const begin = clock();
      const result = await compute();
      slowest = Math.max(slowest, clock() - begin);
      return result;
    },
    hasRoomForOne: () => clock() + SAFETY_FACTOR * slowest <= untilMs,
  };
}
