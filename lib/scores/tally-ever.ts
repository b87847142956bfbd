import type { EverColumns } from '../counts/ever-columns.ts';
import type { ResolveId } from '../events/link.ts';
import { raiseAt } from './grow.ts';
import { accountIndices, userIndices } from './index-part.ts';
import { noteFirstDay, noteUse, type Side } from './note-days.ts';
import type { SubjectDays } from './subject-days.ts';
import { growTally, type Tally } from './tally.ts';
import type { EventPlan } from './tally-plan.ts';

/** One row of the ever blocks by the tally's own indices. */
interface EverRow {
  readonly plan: EventPlan;
  readonly first: number;
  /** By the day that is scored; the first day where the last is after it. */
  readonly last: number;
}

/** Whatever a subject did first before the days at hand, and last where that is before them. */
function remember(tally: Tally, side: Side, at: number, { plan, first, last }: EverRow): void {
  if (at < 0) return;
  const days: SubjectDays = tally[side];
  const known = days.first[at] ?? 0;
  if (known === 0 || first < known) days.first[at] = first;
  if (plan.activity) raiseAt(days.lastActive, at, last);
  if (plan.feature >= 0) noteUse(tally, side, at, plan.feature, first, last);
}

function everRow(
  ever: EverColumns,
  plans: readonly EventPlan[],
  asOf: number,
  row: number,
): EverRow | undefined {
  const plan = plans[ever.event[row] ?? 0];
  const [first, last] = [ever.first[row] ?? 0, ever.last[row] ?? 0];
  return plan && first <= asOf ? { plan, first, last: last <= asOf ? last : first } : undefined;
}

function tallyEverPart(tally: Tally, ever: EverColumns, resolve: ResolveId, asOf: number): void {
  const users = userIndices(tally, ever.users, resolve);
  const accounts = accountIndices(tally, ever.accounts);
  const plans = ever.events.map((event) => tally.plan.eventPlan(event));
  growTally(tally);
  for (let row = 0; row < ever.first.length; row++) {
    const what = everRow(ever, plans, asOf, row);
    if (!what) continue;
    noteFirstDay(tally, what.first);
    remember(tally, 'userDays', users[ever.user[row] ?? 0] ?? -1, what);
    remember(tally, 'accountDays', accounts[ever.account[row] ?? 0] ?? -1, what);
  }
}

/**
 * Adds what the ever blocks know of the time up to a day, after the days up to there were walked: it
 * changes no sum, only days.
 *
 * @param asOf a day number
 */
export function tallyEver(
  tally: Tally,
  parts: readonly EverColumns[],
  resolve: ResolveId,
  asOf: number,
): void {
  for (const ever of parts) tallyEverPart(tally, ever, resolve, asOf);
}
