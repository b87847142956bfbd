/** The sample is this long; stories count its days from 0. */
export const SAMPLE_DAYS = 90;

/** How busy an account is on a day: 1 is an ordinary day, 0 is silence. */
export type Story = (day: number) => number;

type Range = readonly [from: number, to: number];

/** A level that changes in a straight line over some days, and stays what it is before and after. */
function ramp([from, to]: Range, [before, after]: Range): Story {
  return (day) => before + Math.min(1, Math.max(0, (day - from) / (to - from))) * (after - before);
}

export function steady(level: number): Story {
  return () => level;
}

/** Busy, and a little busier every week. */
export const thriving: Story = ramp([0, SAMPLE_DAYS], [1.1, 1.5]);

/** The team grows, and each of them finds more to do. */
export const expanding: Story = ramp([20, 80], [0.6, 1.2]);

export const trying: Story = ramp([52, 62], [0.7, 1.2]);

/** Somebody looks in now and then and never gets going. */
export const stuck: Story = () => 0.12;

/** All is well until it is not: within ten days most of the work moves elsewhere. */
export const falling: Story = ramp([72, 82], [1, 0.12]);

export function silentFrom(last: number): Story {
  return (day) => (day < last ? 0.8 : 0);
}

const fading = ramp([48, 62], [0.8, 0.2]);
export const leaving: Story = (day) => (day < 66 ? fading(day) : 0);

/** Four weeks of high season and low season in turn. */
export const seasonal: Story = (day) => 0.85 + 0.35 * Math.sin((day / 28) * 2 * Math.PI);

/** Two days in seven are quiet, whatever the calendar says, so that no figure depends on the date. */
export function weekly(day: number): number {
  return day % 7 >= 5 ? 0.15 : 1;
}
