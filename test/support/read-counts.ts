import type { DayCounts } from '../../lib/counts/day-counts.ts';
import { type CountSources, type OpenCounts, openCounts } from '../../lib/counts/open-counts.ts';
import type { Day } from '../../lib/model/day.ts';

interface CountsRead extends OpenCounts {
  /** By day; days without data have none. */
  readonly parts: readonly DayCounts[];
}

/** Opens the counts of a range of days and reads all of them. */
export async function readCounts(
  sources: CountSources,
  from: Day,
  to: Day,
  now: number,
): Promise<CountsRead> {
  const opened = await openCounts(sources, from, to, now);
  const parts: DayCounts[] = [];
  for (const day of opened.days) parts.push(...(await opened.on(day)));
  return { ...opened, parts };
}
