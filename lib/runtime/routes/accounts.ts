import {
  type ListQuery,
  listQuerySchema,
  readQuery,
  snapshotQuerySchema,
} from '../../http/list-query.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import { accountMembers } from '../../scores/account-members.ts';
import {
  accountExplanation,
  accountFeatures,
  accountSteps,
  movedMembers,
} from '../../scores/account-page.ts';
import { accountView } from '../../scores/account-view.ts';
import { nextStep } from '../../scores/features-view.ts';
import { ACCOUNT_SORTS, listAccounts, needsNames } from '../../scores/list-accounts.ts';
import type { ApiRoute, ApiRoutes } from '../api-route.ts';
import { listAnswer, orderOf } from '../list-answer.ts';
import { openReading } from '../open-reading.ts';
import { namesOf, withAccounts, withAllAccounts } from '../reading-profiles.ts';
import type { ApiServices } from '../services.ts';

const PATH = '/v1/accounts';

async function openAccount(services: ApiServices, id: string, query: URLSearchParams) {
  const open = await openReading(services, readQuery(snapshotQuerySchema, query));
  const hash = (await services.hashing.idHasher())('account', id);
  const at = open.reading.scores.accounts.hash.indexOf(hash);
  if (at >= 0) {
    const reading = await withAccounts(services, open.reading, [at]);
    return { open: { ...open, reading }, hash, at };
  }
  throw new BarometerError(
    'not_found',
    `the account '${id}' is not in the scores of ${open.about.asOf}`,
  );
}

async function recentAlerts({ alerts }: ApiServices, hash: string) {
  const { alerts: latest } = await alerts.list(200);
  return latest
    .filter((alert) => alert.subject === hash)
    .map(({ id, rule, kind, day, raisedAt, title, text }) => {
      return { id, rule, kind, day, raisedAt, title, text };
    });
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
  querySchema: snapshotQuerySchema,
  async handle({ params: { id = '' }, query }) {
    const { open, at } = await openAccount(services, id, query);
    const body = { data: accountMembers(open.reading, at), next: null, ...open.about };
    return { status: 200, body, etag: open.etag };
  },
});

const page = (services: ApiServices): ApiRoute => ({
  method: 'GET',
  path: `${PATH}/{id}`,
  role: 'read',
  summary: 'One account: its scores, why, its features, steps, users and alerts',
  querySchema: snapshotQuerySchema,
  async handle({ params: { id = '' }, query }) {
    const { open, hash, at } = await openAccount(services, id, query);
    const { reading, model, about } = open;
    const nameOf = await namesOf(services, reading, movedMembers(reading, at));
    const view = accountView(reading, at);
    const steps = accountSteps(reading, model, at);
    const body = {
      ...view,
      activation: view?.activation && { ...view.activation, steps },
      explanation: accountExplanation(reading, model, at, nameOf),
      features: accountFeatures(reading, model, at),
      nextStep: nextStep(reading, model, at),
      users: accountMembers(reading, at),
      alerts: await recentAlerts(services, hash),
      ...about,
    };
    return { status: 200, body };
  },
});

/** The more particular path first: an account's id may hold anything. */
export const accountRoutes: ApiRoutes = (services) => [
  list(services),
  members(services),
  page(services),
];
