import type { AcceptedEvent } from '../../events/event.ts';
import { dayOf } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import { REMOVED_EVENT } from '../../scores/aggregate/aggregate-plan.ts';
import type { Alert } from '../alert.ts';
import { createdAtMs } from '../created-at-ms.ts';
import { makeAlert, userName } from '../message/alert-context.ts';
import { championSentence } from '../message/champion.ts';
import type { AlertRule } from '../rule.ts';
import {
  accountSubjectIn,
  type EventBatch,
  isRecent,
  type OccurredSources,
} from './occurred-sources.ts';
import { isHistoryKnown } from './prior-activity.ts';
import { raiseOnce } from './raise-once.ts';

/** Segment's name for a user who came to an account. */
const ADDED_EVENT = 'Account Added User';

/** A user in an account, as an event names both. */
interface AccountUser {
  readonly account: IdHash;
  readonly user: IdHash;
  readonly userId: string;
  readonly event: AcceptedEvent;
}

function accountUsersIn({ hashId }: OccurredSources, { events }: EventBatch): AccountUser[] {
  return events.flatMap(({ event }): AccountUser[] => {
    const { actor, accountId } = event;
    if (accountId === undefined || actor?.kind !== 'user') return [];
    const [account, user] = [hashId('account', accountId), hashId('user', actor.id)];
    return [{ account, user, userId: actor.id, event }];
  });
}

/** Greet who came; talk to who stays where somebody left. */
async function wordsOf(
  { context, champion: championOf }: OccurredSources,
  member: AccountUser,
  added: boolean,
  account: string,
) {
  const name = await userName(context, member.user);
  const who = name === member.userId ? name : `${name} (${member.userId})`;
  const facts = { userId: member.userId, userName: name };
  if (added) {
    const text = `${who} is a new user of ${account}: say hello.`;
    return { title: `${name} joined ${account}`, text, facts };
  }
  const champion = await championOf?.(member.account);
  const removedText = `${who} was removed from ${account}.`;
  const text =
    champion && champion.userId !== member.userId
      ? `${removedText}\n${championSentence(champion)}`
      : removedText;
  return { title: `${name} left ${account}`, text, facts };
}

function alertOf(
  sources: OccurredSources,
  batch: EventBatch,
  rule: AlertRule,
  member: AccountUser,
): () => Promise<Alert> {
  return async () => {
    const subject = accountSubjectIn(sources, batch, member.account, rule.model);
    const added = rule.kind === 'account.user_added';
    const words = await wordsOf(sources, member, added, subject.name);
    return makeAlert(rule, subject, dayOf(member.event.at), words, sources.context);
  };
}

/** Whether a user is new to an account: it says so, it was just created, or nobody knew it. */
async function isNewUser(sources: OccurredSources, batch: EventBatch, member: AccountUser) {
  const { account, user, event } = member;
  if (event.event === ADDED_EVENT) return true;
  const stored = await sources.profiles.get('user', user);
  if (isRecent(createdAtMs(stored?.profile, dayOf(sources.now)), sources.now)) return true;
  const past = await sources.past();
  if (!past) return false;
  const known = past.accounts.get(account);
  if (known?.users.has(user)) return false;
  return isHistoryKnown(batch.accounts.get(account), known, sources.now);
}

/** Everybody who comes on an account's first day belongs to its beginning. */
function isFirstDay({ accounts }: EventBatch, { account, event }: AccountUser): boolean {
  const profile = accounts.get(account);
  const day = dayOf(event.at);
  const traitCreatedAt = createdAtMs(profile, day);
  const createdAt = Number.isFinite(traitCreatedAt)
    ? traitCreatedAt
    : (profile?.firstSeen?.at ?? Number.NaN);
  return Number.isFinite(createdAt) && day <= dayOf(createdAt);
}

async function raiseAdded(
  sources: OccurredSources,
  batch: EventBatch,
  rule: AlertRule,
  member: AccountUser,
): Promise<number> {
  const { account, user, event } = member;
  const day = dayOf(event.at);
  const key = sources.context.fingerprint(['pair', account, user]);
  const isExplicit = event.event === ADDED_EVENT;
  const isSettled = !isExplicit && sources.settled.has(`${rule.id}/${key}/ever`);
  if (isSettled) return 0;
  const isKnown = !isExplicit && (await sources.alerts.getState(rule.id, key)) !== undefined;
  let raised = 0;
  if (!isKnown && !isFirstDay(batch, member) && (await isNewUser(sources, batch, member))) {
    const alert = alertOf(sources, batch, rule, member);
    raised = await raiseOnce(sources, {
      rule,
      subject: account,
      account,
      day,
      once: 'daily',
      alert,
    });
  }
  // After the alert: a crash in between asks once more, and the account has its alert of the day.
  await raiseOnce(sources, { rule, subject: account, key, day, once: 'ever' });
  return raised;
}

/** Users who come to accounts, and those who are removed. */
export async function raiseMembers(
  sources: OccurredSources,
  rules: readonly AlertRule[],
  batch: EventBatch,
): Promise<number> {
  const added = rules.filter(({ kind }) => kind === 'account.user_added');
  const removed = rules.filter(({ kind }) => kind === 'account.user_removed');
  if (added.length + removed.length === 0) return 0;
  let raised = 0;
  for (const member of accountUsersIn(sources, batch)) {
    if (member.event.event === REMOVED_EVENT) {
      for (const rule of removed) {
        const { account, event } = member;
        const alert = alertOf(sources, batch, rule, member);
        const fact = { rule, subject: account, account, day: dayOf(event.at), alert };
        raised += await raiseOnce(sources, { ...fact, once: 'daily' });
      }
      continue;
    }
    for (const rule of added) raised += await raiseAdded(sources, batch, rule, member);
  }
  return raised;
}
