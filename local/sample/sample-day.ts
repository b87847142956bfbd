import { addDays, type Day, MS_PER_DAY } from '../../lib/model/day.ts';
import { SAMPLE_ACCOUNTS } from './accounts.ts';
import { HABITS } from './habits.ts';
import { poisson, seededRandom } from './random.ts';
import type { Moment, SampleAccount, SampleTraits, SampleUser } from './sample-account.ts';
import { weekly } from './stories.ts';

/** A call to a Segment client. */
export type SampleCall = {
  readonly userId: string;
  readonly timestamp: Date;
  readonly messageId: string;
} & (
  | { readonly type: 'track'; readonly event: string; readonly context: { groupId: string } }
  | { readonly type: 'identify'; readonly traits: SampleTraits }
  | { readonly type: 'group'; readonly groupId: string; readonly traits: SampleTraits }
);

/** The day of the sample on which most accounts were created. */
const LONG_BEFORE = -400;
const OFFICE_OPENS = 8 / 24;
const OFFICE_HOURS = 10 / 24;

/** The first name at the account: `amara@beacon-robotics.example`. */
export function userIdOf(user: SampleUser, account: SampleAccount): string {
  const first = user.name.replace('Dr. ', '').split(' ')[0] ?? user.name;
  return `${first.toLowerCase()}@${account.id}.example`;
}

/** Writes down what is called in one account on one day of a sample that begins on `firstDay`. */
function createAccountDay(account: SampleAccount, day: number, firstDay: Day) {
  const { id: groupId, name, plan, mrr, csm, created = LONG_BEFORE, users } = account;
  const calls: SampleCall[] = [];
  const random = seededRandom(`${groupId}/${day}`);
  const [first] = users;
  const dayAt = (sampleDay: number) => addDays(firstDay, sampleDay);

  const callFields = (user: SampleUser, share = OFFICE_OPENS + random() * OFFICE_HOURS) => {
    const timestamp = new Date(Date.parse(dayAt(day)) + Math.floor(share * MS_PER_DAY));
    const messageId = `${groupId}-${day}-${calls.length}`;
    return { userId: userIdOf(user, account), timestamp, messageId };
  };
  const track = (user: SampleUser, event: string) => {
    calls.push({ ...callFields(user), type: 'track', event, context: { groupId } });
  };
  const group = (user: SampleUser, traits: SampleTraits, share?: number) => {
    calls.push({ ...callFields(user, share), type: 'group', groupId, traits });
  };
  return {
    calls,
    /** Somebody new: who they are, which account they belong to, and who invited them. */
    welcome(user: SampleUser): void {
      const createdAt = dayAt(user.joins ?? created);
      const traits = { name: user.name, email: userIdOf(user, account), createdAt };
      const own = user === first ? { name, plan, mrr, csm, createdAt: dayAt(created) } : {};
      // They sign up before anybody works.
      calls.push({ ...callFields(user, OFFICE_OPENS), type: 'identify', traits });
      group(user, own, OFFICE_OPENS);
      if (first && user !== first && user.joins !== undefined) track(first, 'Teammate Invited');
    },
    work(user: SampleUser): void {
      const level = account.story(day) * weekly(day);
      for (const [event, mean] of Object.entries(HABITS[user.habit])) {
        const count = poisson(random, mean * level);
        for (let i = 0; i < count; i++) track(user, event);
      }
    },
    live({ event, traits }: Moment): void {
      if (first && event) track(first, event);
      if (first && traits) group(first, traits);
    },
  };
}

function accountCalls(account: SampleAccount, day: number, firstDay: Day): readonly SampleCall[] {
  const today = createAccountDay(account, day, firstDay);
  for (const user of account.users) {
    const joins = user.joins ?? account.created ?? LONG_BEFORE;
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
