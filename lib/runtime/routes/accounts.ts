import {
  type ListQuery,
  listQuerySchema,
  memberQuerySchema,
  readQuery,
  type SnapshotQuery,
  snapshotQuerySchema,
} from '../../http/schema/query-schemas.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import { findRow } from '../../scores/columns/find-row.ts';
import {
  accountExplanation,
  accountFeatureDays,
  activationSteps,
  changedMembers,
} from '../../scores/read/account-explanation.ts';
import { accountMembers, listMembers, MEMBER_SORTS } from '../../scores/read/account-members.ts';
import { accountView } from '../../scores/read/account-view.ts';
import { featureUsage, nextAdoptionStep } from '../../scores/read/feature-usage.ts';
import { ACCOUNT_SORTS, listAccounts, needsNames } from '../../scores/read/list-accounts.ts';
import { ensureKnownSegment, listResponse, parseListOrder } from '../read/list-response.ts';
import { openSnapshot, type SnapshotServices } from '../read/open-snapshot.ts';
import { otherVersionScore } from '../read/other-version-score.ts';
import { recentAlerts } from '../read/recent-alerts.ts';
import {
  createUserNames,
  withAccountProfiles,
  withAllAccountProfiles,
} from '../read/with-profiles.ts';
import type { ApiRoute, ApiRoutes } from '../server/api-route.ts';
import type { ApiServices } from '../services/services.ts';

type AccountServices = SnapshotServices & Pick<ApiServices, 'hashing' | 'profiles' | 'alerts'>;

const PATH = '/v1/accounts';

/** The others are at the page of members. */
const MEMBERS_ON_PAGE = 50;

async function openAccount(services: AccountServices, id: string, parsed: SnapshotQuery) {
  const open = await openSnapshot(services, parsed);
  const hash = (await services.hashing.idHasher())('account', id);
  const accountRow = findRow(open.snapshot.scores.accounts.hash, hash);
  if (accountRow >= 0) {
    const snapshot = await withAccountProfiles(services, open.snapshot, [accountRow]);
    return { open: { ...open, reading: snapshot }, hash, at: accountRow };
  }
  throw new BarometerError(
    'not_found',
    `the account '${id}' is not in the scores of ${open.about.asOf}`,
  );
}

const list = (services: AccountServices): ApiRoute => ({
  method: 'GET',
  path: PATH,
  role: 'read',
  summary: 'Accounts by score, or by another field',
  querySchema: listQuerySchema,
  async handle({ query }) {
    const parsed: ListQuery = readQuery(listQuerySchema, query);
    const open = await openSnapshot(services, parsed);
    ensureKnownSegment(open, parsed.segment, 'account');
    const order = parseListOrder(PATH, parsed, Object.keys(ACCOUNT_SORTS));
    const searched = needsNames(order)
      ? await withAllAccountProfiles(services, open.snapshot)
      : open.snapshot;
    const page = listAccounts(searched, order);
    const snapshot = await withAccountProfiles(services, open.snapshot, page.rows);
    return listResponse(PATH, parsed, open, page, (accountRow) =>
      accountView(snapshot, accountRow),
    );
  },
});

const members = (services: AccountServices): ApiRoute => ({
  method: 'GET',
  path: `${PATH}/{id}/users`,
  role: 'read',
  summary: 'The known members of an account, the most engaged first',
  querySchema: memberQuerySchema,
  async handle({ params: { id = '' }, query }) {
    const parsed = readQuery(memberQuerySchema, query);
    const { sort: _, q: __, limit: ___, cursor: ____, ...which } = parsed;
    const { open, at: accountRow } = await openAccount(services, id, which);
    const path = `${PATH}/${id}/users`;
    const all = accountMembers(open.reading, accountRow);
    const page = listMembers(all, parseListOrder(path, parsed, Object.keys(MEMBER_SORTS)));
    return listResponse(path, parsed, open, page, (row) => all[row]);
  },
});

async function pageOf(services: AccountServices, id: string, parsed: SnapshotQuery) {
  const { open, hash, at: accountRow } = await openAccount(services, id, parsed);
  const { reading: snapshot, model, about } = open;
  const nameOf = await createUserNames(services, snapshot, changedMembers(snapshot, accountRow));
  const otherVersion = await otherVersionScore(services, open, parsed, 'account', hash);
  const view = accountView(snapshot, accountRow);
  const steps = activationSteps(
    model.activation?.account,
    snapshot.scores.accounts.steps,
    accountRow,
  );
  const days = accountFeatureDays(snapshot, accountRow);
  return {
    ...view,
    activation: view?.activation && { ...view.activation, steps },
    explanation: accountExplanation(snapshot, model, accountRow, nameOf, otherVersion),
    features: featureUsage(snapshot, model, days),
    nextStep: nextAdoptionStep(snapshot, model, days),
    users: accountMembers(snapshot, accountRow).slice(0, MEMBERS_ON_PAGE),
    alerts: await recentAlerts(services, hash),
    ...about,
  };
}

const page = (services: AccountServices): ApiRoute => ({
  method: 'GET',
  path: `${PATH}/{id}`,
  role: 'read',
  summary: 'One account: its scores, why, its features, steps, users and alerts',
  querySchema: snapshotQuerySchema,
  async handle({ params: { id = '' }, query }) {
    const parsed = readQuery(snapshotQuerySchema, query);
    return { status: 200, body: await pageOf(services, id, parsed) };
  },
});

/** The more particular path first: an account's id may hold anything. */
export const accountRoutes: ApiRoutes<AccountServices> = (services) => [
  list(services),
  members(services),
  page(services),
];
