import { addDays, type Day } from '../../lib/model/day.ts';
import type { Application } from '../app/application.ts';
import { sampleDay } from '../sample/sample-day.ts';
import { SAMPLE_DAYS } from '../sample/stories.ts';
import type { SampleClient } from './sample-client.ts';

/** Of a day that is over, the clock time at which its events are sent and the day is closed. */
const SENT_AT = 'T23:50:00Z';
const CLOSED_AT = 'T00:10:00Z';

/** The days to live through. */
interface SampleSpan {
  readonly firstDay: Day;
  /** @default all of the sample */
  readonly days?: number;
}

/**
 * Lives through the sample day by day: steps the clock, posts the day's events and closes the day
 * by the very job that the schedule runs at ten past midnight.
 */
export async function playSample(
  app: Application,
  client: SampleClient,
  { firstDay, days = SAMPLE_DAYS }: SampleSpan,
  onDay: (day: number, events: number) => void,
): Promise<void> {
  let events = 0;
  for (let day = 0; day < days; day++) {
    const today = addDays(firstDay, day);
    await app.stepTo(Date.parse(today + SENT_AT));
    const calls = sampleDay(day, firstDay);
    await client.send(calls);
    events += calls.length;
    await app.stepTo(Date.parse(addDays(today, 1) + CLOSED_AT));
    await app.jobs.close();
    onDay(day + 1, events);
  }
}
