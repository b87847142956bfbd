import { dayOf } from '../model/day.ts';
import { traitOn } from '../scores/profiles.ts';
import { makeAlert } from './alert-context.ts';
import { isNewAccount } from './new-account.ts';
import { type Happening, type OccurredSources, subjectIn } from './occurred-sources.ts';
import { raiseOnce } from './raise-once.ts';
import type { AlertRule } from './rule.ts';

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
      const words = {
        title: `${subject.name} is a new account`,
        text: `${subject.name} signed up.`,
        facts: { createdAt: traitOn(profile, 'createdAt', day) ?? null },
      };
      const alert = async () => makeAlert(rule, subject, day, words, sources.context);
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
