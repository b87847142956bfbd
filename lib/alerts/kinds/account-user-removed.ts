import { dayOf } from '../../model/day.ts';
import { REMOVED_EVENT } from '../../scores/aggregate/aggregate-plan.ts';
import type { Alert } from '../alert.ts';
import { championSentence } from '../message/champion.ts';
import { type AccountUser, accountUsersIn, memberAlert } from '../occurred/account-users.ts';
import type { EventBatch } from '../occurred/occurred-sources.ts';
import { raiseOnce } from '../occurred/raise-once.ts';
import type { ResolvedRule } from '../rule.ts';
import type { KindDefinition } from './kind-definition.ts';
import { ACCOUNT_FIELDS } from './rule-fields.ts';

/** Says who left, and whom to talk to instead. */
async function alertOf(batch: EventBatch, rule: ResolvedRule, member: AccountUser): Promise<Alert> {
  const champion = await batch.sources.champion?.(member.account);
  const other = champion && champion.userId !== member.userId && championSentence(champion);
  return memberAlert(batch, rule, member, ({ name, who, account }) => {
    const text = `${who} was removed from ${account}.`;
    return { title: `${name} left ${account}`, text: other ? `${text}\n${other}` : text };
  });
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
        const fact = {
          rule,
          subject: account,
          account,
          day: dayOf(event.occurredAt),
          alert,
        } as const;
        raised += await raiseOnce(batch.sources, { ...fact, once: 'daily' });
      }
    }
    return raised;
  },
};
