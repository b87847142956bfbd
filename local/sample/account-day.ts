import { addDays, type Day, MS_PER_DAY } from '../../lib/model/day.ts';
import { HABITS } from './habits.ts';
import { poisson, seededRandom } from './random.ts';
import type { Moment, SampleAccount, SampleUser } from './sample-account.ts';
import type { SampleCall, SampleCallFields, SampleTraits } from './sample-call.ts';
import { weekly } from './stories.ts';

const OFFICE_OPENS = 8 / 24;
const OFFICE_HOURS = 10 / 24;

/** The first name at the account: `amara@beacon-robotics.example`. */
export function userIdOf(user: SampleUser, account: SampleAccount): string {
  const first = user.name.replace('Dr. ', '').split(' ')[0] ?? user.name;
  return `${first.toLowerCase()}@${account.id}.example`;
}

/** Writes down what happens in one account on one day of a sample that begins on `firstDay`. */
export function createAccountDay(account: SampleAccount, day: number, firstDay: Day) {
  const calls: SampleCall[] = [];
  const random = seededRandom(`${account.id}/${day}`);
  const [first] = account.users;
  const dayAt = (sampleDay: number) => addDays(firstDay, sampleDay);
  const idOf = (user: SampleUser) => userIdOf(user, account);

  const callFields = (
    user: SampleUser,
    share = OFFICE_OPENS + random() * OFFICE_HOURS,
  ): SampleCallFields => {
    const timestamp = new Date(Date.parse(dayAt(day)) + Math.floor(share * MS_PER_DAY));
    return { userId: idOf(user), timestamp, messageId: `${account.id}-${day}-${calls.length}` };
  };
  const track = (user: SampleUser, event: string) => {
    calls.push({ ...callFields(user), type: 'track', event, context: { groupId: account.id } });
  };
  const group = (user: SampleUser, traits: SampleTraits, share?: number) => {
    calls.push({ ...callFields(user, share), type: 'group', groupId: account.id, traits });
  };
  return {
    calls,
    /** Somebody new: who they are, which account they belong to, and who invited them. */
    welcome(user: SampleUser): void {
      const { name, plan, mrr, csm, created } = account;
      const createdAt = dayAt(user.joins ?? created);
      const traits = { name: user.name, email: idOf(user), createdAt };
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
    live(moment: Moment): void {
      if (!first) return;
      if (moment.event) track(first, moment.event);
      if (moment.traits) group(first, moment.traits);
    },
  };
}
