import type { Directory } from '../../counts/directory/directory.ts';
import type { Profile } from '../../events/profile.ts';
import type { Day } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import { traitOn } from '../../scores/conditions/profiles.ts';
import type { NameOf } from '../../scores/snapshot/account-reasons.ts';
import type { Alert } from '../alert.ts';
import type { AlertWords } from '../alert-text.ts';
import { type AlertRule, modelIdOf } from '../rule.ts';

export interface AlertContext {
  /** Hashes texts into 16 hex digits; the same texts give the same digits. */
  readonly fingerprint: (parts: readonly string[]) => string;
  readonly directory: Directory;
  readonly accounts: ReadonlyMap<IdHash, Profile>;
  /** What people call a user; undefined when its profile does not say. @default its id */
  readonly userName?: (user: IdHash) => Promise<string | undefined>;
  /** ISO 8601. */
  readonly raisedAt: string;
  /** Where a person looks at an account; `{id}` stands for its id. */
  readonly accountUrl?: string;
}

export interface AlertSubject {
  readonly scope: SubjectKind;
  readonly hash: IdHash;
  readonly id: string;
  readonly name: string;
  readonly owner: string | null;
  /** The account to look at. */
  readonly accountId: string;
  /** Sets apart several facts that a rule may find about one subject, such as features. */
  readonly fact?: string;
}

/** Characters. A name may be as long as an event; what is shown of it must fit into every way out. */
const MAX_NAME_LENGTH = 120;

function shortName(name: string): string {
  const characters = name.length > MAX_NAME_LENGTH ? Array.from(name) : [];
  return characters.length > MAX_NAME_LENGTH
    ? `${characters.slice(0, MAX_NAME_LENGTH - 1).join('')}…`
    : name;
}

/** What people call an account: its name, else its id. */
export function accountName(
  context: Pick<AlertContext, 'accounts' | 'directory'>,
  account: IdHash,
  day: Day,
): string {
  const name = traitOn(context.accounts.get(account), 'name', day);
  return shortName(String(name ?? context.directory.get(account)?.id ?? account));
}

/** What people call a user: the name or the email address of its profile, else its id. */
export async function userName(
  context: Pick<AlertContext, 'directory' | 'userName'>,
  user: IdHash,
): Promise<string> {
  return shortName((await context.userName?.(user)) ?? context.directory.get(user)?.id ?? user);
}

/** Returns what some users are called; those who were erased are `a member`. */
export async function memberNames(
  context: Pick<AlertContext, 'directory' | 'userName'>,
  users: readonly IdHash[],
): Promise<NameOf> {
  const names = new Map<IdHash, string>();
  for (const user of users) {
    const isKnown = context.directory.get(user) !== undefined;
    names.set(user, isKnown ? await userName(context, user) : 'a member');
  }
  return (user) => names.get(user);
}

/** `Ada Lovelace (ada@acme.example)`, or the id alone where that is all that is known. */
export function nameWithId(name: string, id: string): string {
  return name === id ? name : `${name} (${id})`;
}

/** Returns an account as alerts name it on a day; its id is empty when the directory lacks it. */
export function accountSubject(
  context: Pick<AlertContext, 'accounts' | 'directory'>,
  account: IdHash,
  day: Day,
  owner: string | null,
): AlertSubject {
  const id = context.directory.get(account)?.id ?? '';
  const name = accountName(context, account, day);
  return { scope: 'account', hash: account, id, name, owner, accountId: id };
}

/** Where to look at an account; undefined when nobody said. */
export function accountLink(
  { accountUrl }: Pick<AlertContext, 'accountUrl'>,
  id: string,
): string | undefined {
  if (!accountUrl || id === '') return undefined;
  return accountUrl.replace('{id}', () => encodeURIComponent(id));
}

/**
 * The alert of a rule that fired for a subject on a day. Its id is made of rule, subject, day and
 * transition alone, so that evaluating again gives the same alert and not another one.
 */
export function makeAlert(
  rule: AlertRule,
  about: { readonly subject: AlertSubject; readonly day: Day; readonly words: AlertWords },
  context: Pick<AlertContext, 'fingerprint' | 'raisedAt' | 'accountUrl'>,
): Alert {
  const { subject, day, words } = about;
  const { hash, scope, id, name, owner, fact } = subject;
  const link = accountLink(context, subject.accountId);
  const key = ['alert', rule.id, hash, day, 'fired', ...(fact === undefined ? [] : [fact])];
  return {
    id: context.fingerprint(key),
    rule: rule.id,
    kind: rule.kind,
    scope,
    severity: rule.severity ?? 'medium',
    model: modelIdOf(rule),
    subject: hash,
    subjectId: id,
    name,
    ...(owner === null ? {} : { owner }),
    day,
    raisedAt: context.raisedAt,
    title: words.title,
    text: link === undefined ? words.text : `${words.text}\n${link}`.trim(),
    facts: { ...words.facts, ...(link === undefined ? {} : { url: link }) },
    ...(rule.digest === undefined ? {} : { told: 'digest' as const }),
  };
}
