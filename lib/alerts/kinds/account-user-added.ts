import { dayOf } from '../../model/day.ts';
import { REMOVED_EVENT } from '../../scores/aggregate/aggregate-plan.ts';
import { type AccountUser, accountUsersIn, memberAlert } from '../occurred/account-users.ts';
import { type EventBatch, isRecent } from '../occurred/occurred-sources.ts';
import { createdAtMs, isHistoryKnown } from '../occurred/prior-activity.ts';
import { raiseOnce } from '../occurred/raise-once.ts';
import type { ResolvedRule } from '../rule.ts';
import type { KindDefinition } from './kind-definition.ts';
import { ACCOUNT_FIELDS } from './rule-fields.ts';

/** Segment's name for a user who came to an account. */
const ADDED_EVENT = 'Account Added User';

/** Whether a user is new to an account: it says so, it was just created, or nobody knew it. */
async function isNewUser({ sources, accounts }: EventBatch, member: AccountUser) {
  const { account, user, event } = member;
  const { now } = sources;
  if (event.event === ADDED_EVENT) return true;
  const stored = await sources.profiles.get('user', user);
  if (isRecent(createdAtMs(stored?.profile, dayOf(now)), now)) return true;
  const past = await sources.past();
  if (!past) return false;
  const known = past.accounts.get(account);
  if (known?.users.has(user)) return false;
  return isHistoryKnown(accounts.get(account), known, now);
}

/** Everybody who comes on an account's first day belongs to its beginning. */
function isFirstDay({ accounts }: EventBatch, { account, event }: AccountUser): boolean {
  const profile = accounts.get(account);
  const day = dayOf(event.occurredAt);
  const traitCreatedAt = createdAtMs(profile, day);
  const createdAt = Number.isFinite(traitCreatedAt)
    ? traitCreatedAt
    : (profile?.firstSeen?.at ?? Number.NaN);
  return Number.isFinite(createdAt) && day <= dayOf(createdAt);
}

async function raiseAdded(
  batch: EventBatch,
  rule: ResolvedRule,
  member: AccountUser,
): Promise<number> {
  const { sources } = batch;
  const { account, user, event } = member;
  const day = dayOf(event.occurredAt);
  const key = sources.context.fingerprint(['pair', account, user]);
  const isExplicit = event.event === ADDED_EVENT;
  if (!isExplicit && sources.settled.has(`${rule.id}/${key}/ever`)) return 0;
  const isKnown = !isExplicit && (await sources.alerts.getState(rule.id, key)) !== undefined;
  let raised = 0;
  if (!isKnown && !isFirstDay(batch, member) && (await isNewUser(batch, member))) {
    const alert = () =>
      memberAlert(batch, rule, member, (names) => ({
        title: `${names.name} joined ${names.account}`,
        text: `${names.who} is a new user of ${names.account}: say hello.`,
      }));
    const fact = { rule, subject: account, account, day, once: 'daily', alert } as const;
    raised = await raiseOnce(sources, fact);
  }
  // After the alert: a crash in between looks once more, and the account has its alert of the day.
  await raiseOnce(sources, { rule, subject: account, key, day, once: 'ever' });
  return raised;
}

/** A user who is new to an account, though not on its first day; once a day for each account. */
export const accountUserAdded: KindDefinition = {
  fields: ACCOUNT_FIELDS,
  async raise(batch, rules) {
    let raised = 0;
    for (const member of accountUsersIn(batch, ({ event }) => event !== REMOVED_EVENT)) {
      for (const rule of rules) raised += await raiseAdded(batch, rule, member);
    }
    return raised;
  },
};
