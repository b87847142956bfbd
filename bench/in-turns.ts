import { median } from './median.ts';

/** Milliseconds that a piece of work took. */
interface Spent {
  readonly clock: number;
  /** Of all threads of this process. */
  readonly processor: number;
}

/** How two pieces of work compare; medians of all rounds. */
export interface Turns {
  readonly ours: Spent;
  readonly theirs: Spent;
  /** How many times as long theirs took, round by round. */
  readonly timesByClock: number;
  readonly timesByProcessor: number;
}

/** Rounds before those that count, in which code is compiled and caches fill. */
const WARM_UP = 3;

async function spentOn(work: () => unknown): Promise<Spent> {
  const [begin, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { clock: performance.now() - begin, processor: (user + system) / 1_000 };
}

/**
 * Does two pieces of work in turns, so that whatever else the machine does hits both, and compares
 * them within each round: what a busy machine stretches are the times, hardly their ratios.
 */
export async function inTurns(
  rounds: number,
  ours: () => unknown,
  theirs: () => unknown,
): Promise<Turns> {
  const pairs: (readonly [Spent, Spent])[] = [];
  for (let round = 0; round < WARM_UP + rounds; round++) {
    pairs.push([await spentOn(ours), await spentOn(theirs)]);
  }
  const counted = pairs.slice(WARM_UP);
  const middle = (of: (pair: readonly [Spent, Spent]) => number) => median(counted.map(of));
  return {
    ours: {
      clock: middle(([our]) => our.clock),
      processor: middle(([our]) => our.processor),
    },
    theirs: {
      clock: middle(([, their]) => their.clock),
      processor: middle(([, their]) => their.processor),
    },
    timesByClock: middle(([our, their]) => their.clock / our.clock),
    timesByProcessor: middle(([our, their]) => their.processor / our.processor),
  };
}
