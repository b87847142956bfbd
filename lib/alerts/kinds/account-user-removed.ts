import { dayOf } from '../../model/day.ts';
import { REMOVED_EVENT } from '../../scores/aggregate/aggregate-plan.ts';
import type { Alert } from '../alert.ts';
import { makeAlert, nameWithId, userName } from '../message/alert-context.ts';
import { championSentence } from '../message/champion.ts';
import { type AccountUser, accountUsersIn } from '../occurred/account-users.ts';
import { accountSubjectIn, type EventBatch } from '../occurred/occurred-sources.ts';
import { raiseOnce } from '../occurred/raise-once.ts';
import type { AlertRule } from '../rule.ts';
import type { KindDefinition } from './kind-definition.ts';
import { ACCOUNT_FIELDS } from './rule-fields.ts';

/** Says who left, and whom to talk to instead. */
async function alertOf(batch: EventBatch, rule: AlertRule, member: AccountUser): Promise<Alert> {
  const { context, champion: championOf } = batch.sources;
  const { account, user, userId, event } = member;
  const subject = accountSubjectIn(batch, account, rule);
  const name = await userName(context, user);
  const left = `${nameWithId(name, userId)} was removed from ${subject.name}.`;
  const champion = await championOf?.(account);
  const isOther = champion !== undefined && champion.userId !== userId;
  const words = {
    title: `${name} left ${subject.name}`,
    text: isOther ? `${left}\n${championSentence(champion)}` : left,
    facts: { userId, userName: name },
  };
  return makeAlert(rule, { subject, day: dayOf(event.at), words }, context);
}

/** A user who was removed from an account; once a day for each account. */
export const accountUserRemoved: KindDefinition = {
  fields: ACCOUNT_FIELDS,
  async raise(batch, rules) {
    let raised = 0;
    for (const member of accountUsersIn(batch, ({ event }) => event === REMOVED_EVENT)) {
      const { account, event } = member;
      for (const rule of rules) {
        const alert = () => alertOf(batch, rule, member);
        const fact = { rule, subject: account, account, day: dayOf(event.at), alert } as const;
        raised += await raiseOnce(batch.sources, { ...fact, once: 'daily' });
      }
    }
    return raised;
  },
};
