import type { AcceptedEvent } from '../events/event.ts';
import { dayOf } from '../model/day.ts';
import type { IdHash } from '../model/id-hash.ts';
import { REMOVED_EVENT } from '../scores/tally-plan.ts';
import type { Alert } from './alert.ts';
import { makeAlert, userName } from './alert-context.ts';
import { talkTo } from './champion.ts';
import { createdInstant } from './created-instant.ts';
import { isPastKnown } from './known-past.ts';
import { type Happening, isFresh, type OccurredSources, subjectIn } from './occurred-sources.ts';
import { raiseOnce } from './raise-once.ts';
import type { AlertRule } from './rule.ts';

/** Segment's name for a user who came to an account. */
const ADDED_EVENT = 'Account Added User';

/** A user in an account, as an event names both. */
interface Pair {
  readonly account: IdHash;
  readonly user: IdHash;
  readonly userId: string;
  readonly event: AcceptedEvent;
}

function pairsIn({ hashId }: OccurredSources, { events }: Happening): Pair[] {
  return events.flatMap(({ event }): Pair[] => {
    const { actor, accountId } = event;
    if (accountId === undefined || actor?.kind !== 'user') return [];
    const [account, user] = [hashId('account', accountId), hashId('user', actor.id)];
    return [{ account, user, userId: actor.id, event }];
  });
}

/** Greet who came; talk to who stays where somebody left. */
async function wordsOf(
  { context, champion: championAt }: OccurredSources,
  pair: Pair,
  added: boolean,
  account: string,
) {
  const name = await userName(context, pair.user);
  const who = name === pair.userId ? name : `${name} (${pair.userId})`;
  const facts = { userId: pair.userId, userName: name };
  if (added) {
    const text = `${who} is a new user of ${account}: say hello.`;
    return { title: `${name} joined ${account}`, text, facts };
  }
  const champion = await championAt?.(pair.account);
  const gone = `${who} was removed from ${account}.`;
  const text = champion && champion.userId !== pair.userId ? `${gone}\n${talkTo(champion)}` : gone;
  return { title: `${name} left ${account}`, text, facts };
}

function alertOf(
  sources: OccurredSources,
  happening: Happening,
  rule: AlertRule,
  pair: Pair,
): () => Promise<Alert> {
  return async () => {
    const subject = subjectIn(sources, happening, pair.account, rule.model);
    const added = rule.kind === 'account.user_added';
    const words = await wordsOf(sources, pair, added, subject.name);
    return makeAlert(rule, subject, dayOf(pair.event.at), words, sources.context);
  };
}

/** Whether a user is new to an account: it says so, it was just created, or nobody knew it. */
async function isNews(sources: OccurredSources, happening: Happening, pair: Pair) {
  const { account, user, event } = pair;
  if (event.event === ADDED_EVENT) return true;
  const stored = await sources.profiles.get('user', user);
  if (isFresh(createdInstant(stored?.profile, dayOf(sources.now)), sources.now)) return true;
  const past = await sources.past();
  if (!past) return false;
  const known = past.accounts.get(account);
  if (known?.users.has(user)) return false;
  return isPastKnown(happening.accounts.get(account), known, sources.now);
}

/** Everybody who comes on an account's first day belongs to its beginning. */
function isFirstDay({ accounts }: Happening, { account, event }: Pair): boolean {
  const profile = accounts.get(account);
  const day = dayOf(event.at);
  const created = createdInstant(profile, day);
  const begin = Number.isFinite(created) ? created : (profile?.firstSeen?.at ?? Number.NaN);
  return Number.isFinite(begin) && day <= dayOf(begin);
}

async function raiseAdded(
  sources: OccurredSources,
  happening: Happening,
  rule: AlertRule,
  pair: Pair,
): Promise<number> {
  const { account, user, event } = pair;
  const day = dayOf(event.at);
  const key = sources.context.fingerprint(['pair', account, user]);
  const isSaid = event.event === ADDED_EVENT;
  const isSettled = !isSaid && sources.settled.has(`${rule.id}/${key}/ever`);
  if (isSettled) return 0;
  const isKnown = !isSaid && (await sources.alerts.getState(rule.id, key)) !== undefined;
  let raised = 0;
  if (!isKnown && !isFirstDay(happening, pair) && (await isNews(sources, happening, pair))) {
    const alert = alertOf(sources, happening, rule, pair);
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
  happening: Happening,
): Promise<number> {
  const added = rules.filter(({ kind }) => kind === 'account.user_added');
  const removed = rules.filter(({ kind }) => kind === 'account.user_removed');
  if (added.length + removed.length === 0) return 0;
  let raised = 0;
  for (const pair of pairsIn(sources, happening)) {
    if (pair.event.event === REMOVED_EVENT) {
      for (const rule of removed) {
        const { account, event } = pair;
        const alert = alertOf(sources, happening, rule, pair);
        const fact = { rule, subject: account, account, day: dayOf(event.at), alert };
        raised += await raiseOnce(sources, { ...fact, once: 'daily' });
      }
      continue;
    }
    for (const rule of added) raised += await raiseAdded(sources, happening, rule, pair);
  }
  return raised;
}
