import type { Profile } from '../events/profile.ts';
import { dayOf } from '../model/day.ts';
import { traitOn } from '../scores/profiles.ts';
import { makeAlert } from './alert-context.ts';
import { createdInstant } from './created-instant.ts';
import { type Happening, isFresh, type OccurredSources, subjectIn } from './occurred-sources.ts';
import { raiseOnce } from './raise-once.ts';
import type { AlertRule } from './rule.ts';

/**
 * Whether an account began within the last day: by its `createdAt`, or, without one, by being
 * seen first after its source's first 30 days. An account that was there before is never new.
 */
export function isNewAccount(profile: Profile, now: number): boolean {
  const created = traitOn(profile, 'createdAt', dayOf(now));
  if (created !== undefined && created !== null) {
    return isFresh(createdInstant(profile, dayOf(now)), now);
  }
  return profile.firstSeen?.sourceWasKnown === true && isFresh(profile.firstSeen.at, now);
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
