import { firstOpenHour } from '../../../counts/open-counts.ts';
import { addDays, dayOf, daysInRange } from '../../../model/day.ts';
import { hourStart, lastClosedHour, MS_PER_HOUR, nextHour } from '../../../model/hour.ts';
import { instantMs } from '../../../model/instant.ts';
import { ensureInstallation } from '../../services/installation.ts';
import { type CountServices, countSources } from '../../services/job-sources.ts';
import type { Uses } from '../../services/services.ts';
import { lastClosedDay } from './last-closed-day.ts';
import type { TailResult } from './run-tail.ts';

/** Rule states with unpublished alerts are counted up to this number; more is trouble enough. */
export const MAX_COUNTED = 100;

/** Hours since the oldest hour that is closed and not sealed ended; 0 when there is none. */
export async function hoursUnsealed(services: CountServices): Promise<number> {
  const now = services.clock();
  const open = await firstOpenHour(await countSources(services), now);
  return open <= lastClosedHour(now) ? (now - hourStart(nextHour(open))) / MS_PER_HOUR : 0;
}

/** The close of a day begins ten minutes after its end. */
const CLOSE_TAKES_MS = MS_PER_HOUR;

/**
 * Days that ended an hour ago and are not closed, since the last that is or the installation. One
 * whose close died after the final scores were there is among them: its rules are still due.
 */
export async function daysUnclosed(
  services: Uses<'documents' | 'blocks' | 'clock'>,
): Promise<number> {
  const { documents, clock } = services;
  const yesterday = addDays(dayOf(clock() - CLOSE_TAKES_MS), -1);
  const closed = await lastClosedDay(services);
  const { createdAt } = await ensureInstallation(documents, clock);
  const next = closed ? addDays(closed, 1) : dayOf(instantMs(createdAt));
  return next > yesterday ? 0 : daysInRange(next, yesterday).length;
}

/**
 * Says what other jobs left undone. The tail says it every minute, and not the job that seals: one
 * that is late cannot be the one that tells.
 */
export async function reportBacklog(
  services: CountServices & Uses<'alerts' | 'metrics'>,
): Promise<void> {
  const waiting = await services.alerts.pending(MAX_COUNTED);
  services.metrics({
    HoursUnsealed: await hoursUnsealed(services),
    AlertsUnpublished: waiting.length,
  });
}

/** Refused events of a few minutes that are trouble: three bad ones of five are none yet. */
const MIN_REFUSED = 100;

/** What part of the events of the last minutes was refused; 0 where those are few. */
export function refusedShare({ events, refused }: TailResult): number {
  return refused < MIN_REFUSED ? 0 : refused / (events + refused);
}
