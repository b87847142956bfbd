import { median } from './median.ts';

/** Milliseconds that a piece of work took, of the processor those of all threads of this process. */
interface Spent {
  readonly clock: number;
  readonly processor: number;
}

type Whose = 'ours' | 'theirs';

/** How two pieces of work compare; medians of all rounds. */
export interface Turns extends Readonly<Record<Whose, Spent>> {
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
  const pairs: Record<Whose, Spent>[] = [];
  for (let round = 0; round < WARM_UP + rounds; round++) {
    pairs.push({ ours: await spentOn(ours), theirs: await spentOn(theirs) });
  }
  const counted = pairs.slice(WARM_UP);
  const middle = (by: keyof Spent, whose: Whose) => median(counted.map((pair) => pair[whose][by]));
  const times = (by: keyof Spent) => median(counted.map((pair) => pair.theirs[by] / pair.ours[by]));
  return {
    ours: { clock: middle('clock', 'ours'), processor: middle('processor', 'ours') },
    theirs: { clock: middle('clock', 'theirs'), processor: middle('processor', 'theirs') },
    timesByClock: times('clock'),
    timesByProcessor: times('processor'),
  };
}
