import { DAILY_COUNTS } from './daily-counts.ts';
import type { Dialect } from './dialect.ts';
import { POSTHOG } from './posthog.ts';
import { SEGMENT_BROWSER } from './segment-browser.ts';
import { SEGMENT_SERVER } from './segment-server.ts';

/** Every wire format that is taken in. A new one is a file of its own and a line here. */
export const DIALECTS: readonly Dialect[] = [
  SEGMENT_SERVER,
  SEGMENT_BROWSER,
  POSTHOG,
  DAILY_COUNTS,
];

/** Every path takes the key from any of these: clients are pointed at each other's paths. */
export const BODY_KEY_FIELDS: readonly string[] = DIALECTS.flatMap(
  ({ keyField }) => keyField ?? [],
);
