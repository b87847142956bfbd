import {
  type ListQuery,
  listQuerySchema,
  memberQuerySchema,
  readQuery,
  type SnapshotQuery,
  snapshotQuerySchema,
} from '../../http/list-query.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import { accountMembers, listMembers, MEMBER_SORTS } from '../../scores/account-members.ts';
import {
  accountExplanation,
  accountFeatureDays,
  movedMembers,
  stepsOf,
} from '../../scores/account-page.ts';
import { accountView } from '../../scores/account-view.ts';
import { featureUses, nextStep } from '../../scores/feature-uses.ts';
import { ACCOUNT_SORTS, listAccounts, needsNames } from '../../scores/list-accounts.ts';
import { rowOf } from '../../scores/row-of.ts';
import type { ApiRoute, ApiRoutes } from '../api-route.ts';
import { listAnswer, orderOf, refuseUnknownSegment } from '../list-answer.ts';
import { openReading } from '../open-reading.ts';
import { otherVersionThen } from '../other-version.ts';
import { namesOf, withAccounts, withAllAccounts } from '../reading-profiles.ts';
import { recentAlerts } from '../recent-alerts.ts';
import type { ApiServices } from '../services.ts';

const PATH = '/v1/accounts';

/** The others are at the page of members. */
const MEMBERS_ON_PAGE = 50;

async function openAccount(services: ApiServices, id: string, asked: SnapshotQuery) {
  const open = await openReading(services, asked);
  const hash = (await services.hashing.idHasher())('account', id);
  const at = rowOf(open.reading.scores.accounts.hash, hash);
  if (at >= 0) {
    const reading = await withAccounts(services, open.reading, [at]);
    return { open: { ...open, reading }, hash, at };
  }
  throw new BarometerError(
    'not_found',
    `the account '${id}' is not in the scores of ${open.about.asOf}`,
  );
}

const list = (services: ApiServices): ApiRoute => ({
  method: 'GET',
  path: PATH,
  role: 'read',
  summary: 'Accounts by score, or by another field',
  querySchema: listQuerySchema,
  async handle({ query }) {
    const asked: ListQuery = readQuery(listQuerySchema, query);
    const open = await openReading(services, asked);
    refuseUnknownSegment(open, asked.segment, 'account');
    const order = orderOf(PATH, asked, Object.keys(ACCOUNT_SORTS));
    const searched = needsNames(order)
      ? await withAllAccounts(services, open.reading)
      : open.reading;
    const page = listAccounts(searched, order);
    const reading = await withAccounts(services, open.reading, page.rows);
    return listAnswer(PATH, asked, open, page, (at) => accountView(reading, at));
  },
});

const members = (services: ApiServices): ApiRoute => ({
  method: 'GET',
  path: `${PATH}/{id}/users`,
  role: 'read',
  summary: 'The known members of an account, the most engaged first',
  querySchema: memberQuerySchema,
  async handle({ params: { id = '' }, query }) {
    const asked = readQuery(memberQuerySchema, query);
    const { sort: _, q: __, limit: ___, cursor: ____, ...which } = asked;
    const { open, at } = await openAccount(services, id, which);
    const path = `${PATH}/${id}/users`;
    const all = accountMembers(open.reading, at);
    const page = listMembers(all, orderOf(path, asked, Object.keys(MEMBER_SORTS)));
    return listAnswer(path, asked, open, page, (row) => all[row]);
  },
});

async function pageOf(services: ApiServices, id: string, asked: SnapshotQuery) {
  const { open, hash, at } = await openAccount(services, id, asked);
  const { reading, model, about } = open;
  const nameOf = await namesOf(services, reading, movedMembers(reading, at));
  const then = await otherVersionThen(services, open, asked, 'account', hash);
  const view = accountView(reading, at);
  const steps = stepsOf(model.activation?.account, reading.scores.accounts.steps, at);
  const days = accountFeatureDays(reading, at);
  return {
    ...view,
    activation: view?.activation && { ...view.activation, steps },
    explanation: accountExplanation(reading, model, at, nameOf, then),
    features: featureUses(reading, model, days),
    nextStep: nextStep(reading, model, days),
    users: accountMembers(reading, at).slice(0, MEMBERS_ON_PAGE),
    alerts: await recentAlerts(services, hash),
    ...about,
  };
}

const page = (services: ApiServices): ApiRoute => ({
  method: 'GET',
  path: `${PATH}/{id}`,
  role: 'read',
  summary: 'One account: its scores, why, its features, steps, users and alerts',
  querySchema: snapshotQuerySchema,
  async handle({ params: { id = '' }, query }) {
    const asked = readQuery(snapshotQuerySchema, query);
    return { status: 200, body: await pageOf(services, id, asked) };
  },
});

/** The more particular path first: an account's id may hold anything. */
export const accountRoutes: ApiRoutes = (services) => [
  list(services),
  members(services),
  page(services),
];
