import type { Profile } from '../../events/profile.ts';
import { dayOf } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import { traitOn } from '../../scores/conditions/profiles.ts';
import type { Alert } from '../alert.ts';
import { makeAlert, nameWithId, userName } from '../message/alert-context.ts';
import { isNewAccount } from '../occurred/is-new-account.ts';
import { accountSubjectIn, type EventBatch } from '../occurred/occurred-sources.ts';
import { raiseOnce } from '../occurred/raise-once.ts';
import type { ResolvedRule } from '../rule.ts';
import type { KindDefinition } from './kind-definition.ts';
import { ACCOUNT_FIELDS } from './rule-fields.ts';

/** Returns who of an account was seen with its beginning, and so is the one to greet. */
async function firstUserOf({ sources, events }: EventBatch, account: IdHash) {
  const { context, hashId } = sources;
  for (const { event } of events) {
    const { actor, accountId } = event;
    if (actor?.kind !== 'user' || accountId === undefined) continue;
    if (hashId('account', accountId) !== account) continue;
    const name = await userName(context, hashId('user', actor.id));
    return { userId: actor.id, who: nameWithId(name, actor.id) };
  }
  return undefined;
}

async function alertOf(batch: EventBatch, rule: ResolvedRule, profile: Profile): Promise<Alert> {
  const { context, now } = batch.sources;
  const day = dayOf(now);
  const subject = accountSubjectIn(batch, profile.hash, rule);
  const first = await firstUserOf(batch, profile.hash);
  const greeting = first ? ` Its first user is ${first.who}: say hello.` : '';
  const words = {
    title: `${subject.name} is a new account`,
    text: `${subject.name} signed up.${greeting}`,
    facts: {
      createdAt: traitOn(profile, 'createdAt', day) ?? null,
      ...(first && { userId: first.userId }),
    },
  };
  return makeAlert(rule, { subject, day, words }, context);
}

/** An account that began within the last day; each is raised once. */
export const accountCreated: KindDefinition = {
  fields: ACCOUNT_FIELDS,
  async raise(batch, rules) {
    const { sources, accounts } = batch;
    const day = dayOf(sources.now);
    let raised = 0;
    for (const profile of accounts.values()) {
      if (!isNewAccount(profile, sources.now)) continue;
      for (const rule of rules) {
        const alert = () => alertOf(batch, rule, profile);
        const fact = { rule, subject: profile.hash, day, once: 'ever', alert } as const;
        raised += await raiseOnce(sources, fact);
      }
    }
    return raised;
  },
};
