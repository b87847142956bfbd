/** The sample is this long; stories count its days from 0. */
export const SAMPLE_DAYS = 90;

/** How busy an account is on a day: 1 is an ordinary day, 0 is silence. */
export type Story = (day: number) => number;

/** From one value to another over some days, straight. */
function ramp(day: number, from: number, to: number, before: number, after: number): number {
  const share = Math.min(1, Math.max(0, (day - from) / (to - from)));
  return before + share * (after - before);
}

export const steady =
  (level: number): Story =>
  () =>
    level;

/** Busy, and a little busier every week. */
export const thriving: Story = (day) => ramp(day, 0, SAMPLE_DAYS, 1.1, 1.5);

/** The team grows, and each of them finds more to do. */
export const expanding: Story = (day) => ramp(day, 20, 80, 0.6, 1.2);

export const trying: Story = (day) => ramp(day, 52, 62, 0.7, 1.2);

/** Somebody looks in now and then and never gets going. */
export const stuck: Story = () => 0.12;

/** All is well until it is not: within ten days most of the work moves elsewhere. */
export const falling: Story = (day) => ramp(day, 72, 82, 1, 0.12);

export const silentFrom =
  (last: number): Story =>
  (day) =>
    day < last ? 0.8 : 0;

export const leaving: Story = (day) => (day < 66 ? ramp(day, 48, 62, 0.8, 0.2) : 0);

/** Four weeks of high season and low season in turn. */
export const seasonal: Story = (day) => 0.85 + 0.35 * Math.sin((day / 28) * 2 * Math.PI);

/** Two days in seven are quiet, whatever the calendar says, so that no figure depends on the date. */
export function weekly(day: number): number {
  return day % 7 >= 5 ? 0.15 : 1;
}
