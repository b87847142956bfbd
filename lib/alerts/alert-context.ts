import type { Directory } from '../counts/directory.ts';
import type { Profile } from '../events/profile.ts';
import type { Day } from '../model/day.ts';
import type { IdHash } from '../model/id-hash.ts';
import { traitOn } from '../scores/profiles.ts';
import type { Alert } from './alert.ts';
import type { AlertWords } from './alert-words.ts';
import type { AlertRule } from './rule.ts';

/** Hashes texts into 16 hex digits; the same texts give the same digits. */
export type Fingerprint = (parts: readonly string[]) => string;

/** What turns a rule that fired into an alert that people can read. */
export interface AlertContext {
  readonly fingerprint: Fingerprint;
  readonly directory: Directory;
  readonly accounts: ReadonlyMap<IdHash, Profile>;
  /** ISO 8601. */
  readonly raisedAt: string;
  /** Where a person looks at an account; `{id}` stands for its id. */
  readonly accountUrl?: string;
}

/** What people call an account: its name, else its id. */
export function accountName(context: AlertContext, account: IdHash, day: Day): string {
  const name = traitOn(context.accounts.get(account), 'name', day);
  return String(name ?? context.directory.get(account)?.id ?? account);
}

function placed(text: string, context: AlertContext, id: string): string {
  if (!context.accountUrl) return text;
  const url = context.accountUrl.replace('{id}', encodeURIComponent(id));
  return `${text} ${url}`.trim();
}

/**
 * The alert of a rule that fired for an account on a day. Its id is made of rule, subject, day
 * and transition alone, so that evaluating again gives the same alert and not another one.
 */
export function accountAlert(
  rule: AlertRule,
  account: IdHash,
  day: Day,
  words: AlertWords,
  context: AlertContext,
  owner: string | null,
): Alert {
  const id = context.directory.get(account)?.id ?? '';
  return {
    id: context.fingerprint(['alert', rule.id, account, day, 'fired']),
    rule: rule.id,
    kind: rule.kind,
    scope: 'account',
    severity: rule.severity ?? 'medium',
    model: rule.model ?? 'default',
    subject: account,
    subjectId: id,
    name: accountName(context, account, day),
    ...(owner === null ? {} : { owner }),
    day,
    raisedAt: context.raisedAt,
    title: words.title,
    text: placed(words.text, context, id),
    facts: words.facts,
  };
}
