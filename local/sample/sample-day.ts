import type { Day } from '../../lib/model/day.ts';
import { createAccountDay } from './account-day.ts';
import { SAMPLE_ACCOUNTS } from './accounts.ts';
import type { SampleAccount } from './sample-account.ts';
import type { SampleCall } from './sample-call.ts';

function accountCalls(account: SampleAccount, day: number, firstDay: Day): readonly SampleCall[] {
  const today = createAccountDay(account, day, firstDay);
  for (const user of account.users) {
    const joins = user.joins ?? account.created;
    if (joins > day) continue;
    if (day === Math.max(0, joins)) today.welcome(user);
    today.work(user);
  }
  for (const moment of account.moments ?? []) {
    if (moment.day === day) today.live(moment);
  }
  return today.calls;
}

/**
 * Everything that the twelve accounts do on one day, from 0, of a sample that begins on `firstDay`,
 * in the order of the clock. Calls do not depend on the date, and are equal each time.
 */
export function sampleDay(day: number, firstDay: Day): readonly SampleCall[] {
  return SAMPLE_ACCOUNTS.flatMap((account) => accountCalls(account, day, firstDay)).sort(
    (a, b) => a.timestamp.getTime() - b.timestamp.getTime(),
  );
}
