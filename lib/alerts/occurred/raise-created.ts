import { dayOf } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import { traitOn } from '../../scores/conditions/profiles.ts';
import { makeAlert, userName } from '../message/alert-context.ts';
import type { AlertRule } from '../rule.ts';
import { isNewAccount } from './is-new-account.ts';
import { accountSubjectIn, type EventBatch, type OccurredSources } from './occurred-sources.ts';
import { raiseOnce } from './raise-once.ts';

/** Who of an account was seen with its beginning, and so is the one to greet. */
async function firstUserOf(
  { context, hashId }: OccurredSources,
  { events }: EventBatch,
  account: IdHash,
): Promise<{ readonly id: string; readonly words: string } | undefined> {
  for (const { event } of events) {
    const { actor, accountId } = event;
    if (actor?.kind !== 'user' || accountId === undefined) continue;
    if (hashId('account', accountId) !== account) continue;
    const name = await userName(context, hashId('user', actor.id));
    const who = name === actor.id ? name : `${name} (${actor.id})`;
    return { id: actor.id, words: `Its first user is ${who}: say hello.` };
  }
  return undefined;
}

/** New accounts, each once. */
export async function raiseCreated(
  sources: OccurredSources,
  rules: readonly AlertRule[],
  batch: EventBatch,
): Promise<number> {
  const createdRules = rules.filter(({ kind }) => kind === 'account.created');
  const day = dayOf(sources.now);
  let raised = 0;
  for (const profile of batch.accounts.values()) {
    if (createdRules.length === 0 || !isNewAccount(profile, sources.now)) continue;
    for (const rule of createdRules) {
      const subject = accountSubjectIn(sources, batch, profile.hash, rule.model);
      const alert = async () => {
        const greeted = await firstUserOf(sources, batch, profile.hash);
        const words = {
          title: `${subject.name} is a new account`,
          text: `${subject.name} signed up.${greeted ? ` ${greeted.words}` : ''}`,
          facts: {
            createdAt: traitOn(profile, 'createdAt', day) ?? null,
            ...(greeted && { userId: greeted.id }),
          },
        };
        return makeAlert(rule, subject, day, words, sources.context);
      };
      raised += await raiseOnce(sources, {
        rule,
        subject: profile.hash,
        day,
        once: 'ever',
        alert,
      });
    }
  }
  return raised;
}
