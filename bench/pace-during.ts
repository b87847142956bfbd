import { median } from './median.ts';
import { REFERENCE_MS, referenceWork } from './reference-work.ts';

/** Between two looks at the pace: the reference work takes a tenth of one core meanwhile. */
const PAUSE_MS = 450;
const WARM_UP = 5;

/** Returns how many times as long as at rest the processor takes right now. */
function paceNow(): number {
  const before = process.cpuUsage();
  referenceWork();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / REFERENCE_MS;
}

for (let round = 0; round < WARM_UP; round++) referenceWork();

/** What work gave, and how slow the machine was meanwhile: 1 is as the machine of the anchors at rest. */
export interface Paced<T> {
  readonly result: T;
  readonly pace: number;
}

/**
 * Does work whose processor time other processes use up, and looks now and then how much other work
 * on the machine stretches such time. Processor time through `pace` is time at the anchors' pace.
 */
export async function paceDuring<T>(work: () => Promise<T>): Promise<Paced<T>> {
  const paces = [paceNow()];
  const timer = setInterval(() => paces.push(paceNow()), PAUSE_MS);
  try {
    const result = await work();
    return { result, pace: median([...paces, paceNow()]) };
  } finally {
    clearInterval(timer);
  }
}
