/** Tells whether one more computation will be over in time, by those that there were. */
export interface TimeLeft {
  /** Does a computation and remembers how long it took. */
  timed<Result>(compute: () => Promise<Result>): Promise<Result>;
  isEnough(): boolean;
}

/** A restated day is also compared with what was reported: so much longer than the slowest so far. */
const LONGER = 1.25;

/** @param until epoch milliseconds by which the last computation is to be over */
export function timeLeft(clock: () => number, until: number): TimeLeft {
  let slowest = 0;
  return {
    async timed(compute) {
      const begin = clock();
      const result = await compute();
      slowest = Math.max(slowest, clock() - begin);
      return result;
    },
    isEnough: () => clock() + LONGER * slowest <= until,
  };
}
