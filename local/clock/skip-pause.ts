import { MS_PER_DAY } from '../../lib/model/day.ts';
import { HOUR_CLOSES_AFTER_MS, lastClosedHour, MS_PER_HOUR } from '../../lib/model/hour.ts';
import { runSeal } from '../../lib/runtime/jobs/catch-up/run-seal.ts';
import {
  advanceTailCursor,
  runTail,
  type TailServices,
} from '../../lib/runtime/jobs/catch-up/run-tail.ts';
import type { CountServices } from '../../lib/runtime/services/job-sources.ts';
import { raiseHorizon } from './clock-horizon.ts';
import type { LocalClock } from './local-clock.ts';

/** The instant by which the hour of the last possible receipt is closed. */
export function endOfReceipts(horizon: number): number {
  return horizon + MS_PER_HOUR + HOUR_CLOSES_AFTER_MS;
}

/** Whether the clock is to jump over more hours than can be read one by one in good time. */
export function isPause(horizon: number | undefined, start: number): horizon is number {
  return horizon !== undefined && start - endOfReceipts(horizon) > MS_PER_DAY;
}

/** Nothing was received from the clock's time to `start`: seals what was before, and jumps. */
async function sealAndJump(
  services: CountServices,
  clock: LocalClock,
  start: number,
): Promise<void> {
  await runSeal(services);
  await raiseHorizon(services.documents, start);
  clock.stepTo(start);
  await advanceTailCursor(services.documents, clock.now());
  await services.seals.advanceSealedThrough(lastClosedHour(clock.now()));
}

/**
 * Finishes, by a clock that stands at the end of the last work, what was received until then, and
 * jumps to `start`. Nothing can have been received in between, for no clock was there: years
 * of empty hours (70,000 from 2018 to 2026) need not be read to be sealed.
 */
export async function skipPause(
  services: TailServices & CountServices,
  clock: LocalClock,
  start: number,
): Promise<void> {
  await runTail(services);
  await sealAndJump(services, clock, start);
}

/**
 * Steps the clock while nothing is being received and the tail has nothing left to do. Over more
 * than a few hours it seals first what was received, and then jumps.
 */
export async function stepOver(
  services: CountServices,
  clock: LocalClock,
  instant: number,
): Promise<void> {
  const end = endOfReceipts(clock.now());
  await raiseHorizon(services.documents, Math.min(instant, end));
  if (instant < end + MS_PER_HOUR) return clock.stepTo(instant);
  clock.stepTo(end);
  await sealAndJump(services, clock, instant);
}
