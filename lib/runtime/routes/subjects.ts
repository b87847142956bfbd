import {
  listQuerySchema,
  memberQuerySchema,
  readQuery,
  snapshotQuerySchema,
} from '../../http/schema/query-schemas.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import { accountMembers, listMembers, MEMBER_SORTS } from '../../scores/read/account-members.ts';
import { ACCOUNT_SORTS, listAccounts, needsNames } from '../../scores/read/list-accounts.ts';
import { listUsers, needsProfiles, USER_SORTS } from '../../scores/read/list-users.ts';
import { accountView, userView } from '../../scores/read/subject-view.ts';
import { accountPage, openAccount } from '../read/account-page.ts';
import { ensureKnownSegment, listResponse, parseListOrder } from '../read/list-response.ts';
import { openSnapshot } from '../read/open-snapshot.ts';
import { userPage } from '../read/user-page.ts';
import { withAllProfiles, withProfiles } from '../read/with-profiles.ts';
import type { ApiRoute, ApiRoutes } from '../server/api-route.ts';
import type { CountServices } from '../services/job-sources.ts';
import type { Uses } from '../services/services.ts';

/** Counts say what a user did, profiles and alerts the rest. */
type SubjectServices = CountServices & Uses<'profiles' | 'alerts'>;

/** What is different about the routes of users and those of accounts. */
const READS = {
  account: {
    listSummary: 'Accounts by score, or by another field',
    pageSummary: 'One account: its scores, why, its features, steps, users and alerts',
    sorts: ACCOUNT_SORTS,
    /** Whether a list is found by profiles of all, not only of those on the page. */
    needsAllProfiles: needsNames,
    list: listAccounts,
    view: accountView,
    page: accountPage,
  },
  user: {
    listSummary: 'Users by score, or by another field',
    pageSummary: 'One user: its score, why, its features, steps and alerts',
    sorts: USER_SORTS,
    needsAllProfiles: needsProfiles,
    list: listUsers,
    view: userView,
    page: userPage,
  },
} as const satisfies Readonly<Record<SubjectKind, object>>;

function list(services: SubjectServices, kind: SubjectKind): ApiRoute {
  const { listSummary: summary, sorts, needsAllProfiles, list: rowsOf, view } = READS[kind];
  const path = `/v1/${kind}s` as const;
  return {
    endpoint: `GET ${path}`,
    role: 'read',
    summary,
    querySchema: listQuerySchema,
    async handle({ query }) {
      const parsed = readQuery(listQuerySchema, query);
      const open = await openSnapshot(services, parsed);
      ensureKnownSegment(open, parsed.segment, kind);
      const order = parseListOrder(path, parsed, Object.keys(sorts));
      const searched = needsAllProfiles(order)
        ? await withAllProfiles(services, kind, open.snapshot)
        : open.snapshot;
      const page = rowsOf(searched, order);
      const snapshot = await withProfiles(services, kind, open.snapshot, page.rows);
      const data = page.rows.map((row) => view(snapshot, row));
      return listResponse(path, parsed, open, { ...page, data });
    },
  };
}

const members = (services: SubjectServices): ApiRoute => ({
  endpoint: 'GET /v1/accounts/{id}/users',
  role: 'read',
  summary: 'The known members of an account, the most engaged first',
  querySchema: memberQuerySchema,
  async handle({ params: { id = '' }, query }) {
    const parsed = readQuery(memberQuerySchema, query);
    const { sort: _, q: __, limit: ___, cursor: ____, ...which } = parsed;
    const account = await openAccount(services, id, which);
    const path = `/v1/accounts/${id}/users`;
    const all = accountMembers(account.snapshot, account.row);
    const page = listMembers(all, parseListOrder(path, parsed, Object.keys(MEMBER_SORTS)));
    const data = page.rows.map((row) => all[row]);
    return listResponse(path, parsed, account, { ...page, data });
  },
});

const page = (services: SubjectServices, kind: SubjectKind): ApiRoute => ({
  endpoint: `GET /v1/${kind}s/{id}`,
  role: 'read',
  summary: READS[kind].pageSummary,
  querySchema: snapshotQuerySchema,
  async handle({ params: { id = '' }, query }) {
    const parsed = readQuery(snapshotQuerySchema, query);
    return { body: await READS[kind].page(services, id, parsed) };
  },
});

/** The more particular path first: an account's id may hold anything. */
export const subjectRoutes: ApiRoutes<SubjectServices> = (services) => [
  list(services, 'account'),
  members(services),
  page(services, 'account'),
  list(services, 'user'),
  page(services, 'user'),
];
