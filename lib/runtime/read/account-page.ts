import type { SnapshotQuery } from '../../http/schema/query-schemas.ts';
import { findRow } from '../../scores/columns/find-row.ts';
import { accountMembers } from '../../scores/read/account-members.ts';
import {
  accountExplanation,
  accountFeatureDays,
  changedMembers,
} from '../../scores/read/explanation.ts';
import { accountView } from '../../scores/read/subject-view.ts';
import type { Uses } from '../services/services.ts';
import { openSnapshot, type SnapshotServices } from './open-snapshot.ts';
import {
  notInScores,
  otherVersionScore,
  type RequestedSubject,
  subjectPage,
} from './subject-page.ts';
import { createNames, withProfiles } from './with-profiles.ts';

type AccountServices = SnapshotServices & Uses<'hashing' | 'profiles'>;

/** The others are at the page of members. */
const MEMBERS_ON_PAGE = 50;

/**
 * Returns an account in the snapshot that a query means, with its traits.
 *
 * @throws BarometerError `not_found` for an account that the snapshot lacks
 */
export async function openAccount(
  services: AccountServices,
  id: string,
  query: SnapshotQuery,
): Promise<RequestedSubject> {
  const open = await openSnapshot(services, query);
  const hash = (await services.hashing.idHasher())('account', id);
  const row = findRow(open.snapshot.scores.accounts.hash, hash);
  if (row < 0) throw notInScores('account', id, open.about.asOf);
  const snapshot = await withProfiles(services, 'account', open.snapshot, [row]);
  return { ...open, snapshot, kind: 'account', hash, row };
}

/**
 * Returns all there is to say of one account.
 *
 * @throws BarometerError `not_found` for an account that the snapshot lacks
 */
export async function accountPage(
  services: AccountServices & Uses<'alerts'>,
  id: string,
  query: SnapshotQuery,
) {
  const account = await openAccount(services, id, query);
  const { snapshot, row } = account;
  const nameOf = await createNames(services, 'user', snapshot, changedMembers(snapshot, row));
  const otherVersion = await otherVersionScore(services, account, query);
  return subjectPage(services, account, {
    view: accountView(snapshot, row),
    explanation: accountExplanation(account, nameOf, otherVersion),
    used: accountFeatureDays(snapshot, row),
    users: accountMembers(snapshot, row).slice(0, MEMBERS_ON_PAGE),
  });
}
