import { dayOf } from '../model/day.ts';
import type { IdHash } from '../model/id-hash.ts';
import { traitOn } from '../scores/profiles.ts';
import { makeAlert, userName } from './alert-context.ts';
import { isNewAccount } from './new-account.ts';
import { type Happening, type OccurredSources, subjectIn } from './occurred-sources.ts';
import { raiseOnce } from './raise-once.ts';
import type { AlertRule } from './rule.ts';

/** Who of an account was seen with its beginning, and so is the one to greet. */
async function firstUser(
  { context, hashId }: OccurredSources,
  { events }: Happening,
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
  happening: Happening,
): Promise<number> {
  const watching = rules.filter(({ kind }) => kind === 'account.created');
  const day = dayOf(sources.now);
  let raised = 0;
  for (const profile of happening.accounts.values()) {
    if (watching.length === 0 || !isNewAccount(profile, sources.now)) continue;
    for (const rule of watching) {
      const subject = subjectIn(sources, happening, profile.hash, rule.model);
      const alert = async () => {
        const first = await firstUser(sources, happening, profile.hash);
        const words = {
          title: `${subject.name} is a new account`,
          text: `${subject.name} signed up.${first ? ` ${first.words}` : ''}`,
          facts: {
            createdAt: traitOn(profile, 'createdAt', day) ?? null,
            ...(first && { userId: first.id }),
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
