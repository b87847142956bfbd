import * as z from 'zod';
import { addDays, type Day } from '../../lib/model/day.ts';
import { accountTable, tableAccountSchema } from './account-table.ts';
import { alertLines, shownAlertSchema } from './alert-lines.ts';
import type { DemoApi } from './demo-api.ts';

const accountsSchema = z.object({ data: z.array(tableAccountSchema) });
const alertsSchema = z.object({ data: z.array(shownAlertSchema) });

/** One bar a week. */
const WEEKS = 13;
const SHOWN_ALERTS = 10;

async function accountsOn(api: DemoApi, day: Day) {
  return accountsSchema.parse(await api.get(`/v1/accounts?asOf=${day}&limit=200`)).data;
}

async function history(api: DemoApi, firstDay: Day, lastDay: Day) {
  const weekly = Array.from({ length: WEEKS }, (_, week) =>
    addDays(lastDay, -7 * (WEEKS - 1 - week)),
  );
  const days = weekly.filter((day) => day >= firstDay);
  const accounts = await Promise.all(days.map((day) => accountsOn(api, day)));
  return accounts.map((list) => new Map(list.map(({ accountId, score }) => [accountId, score])));
}

/** The ranked accounts of the last day and the alerts raised by then, as text of 80 columns. */
export async function demoResults(api: DemoApi, firstDay: Day, lastDay: Day): Promise<string> {
  const accounts = await accountsOn(api, lastDay);
  const { data: alerts } = alertsSchema.parse(await api.get('/v1/alerts?limit=200'));
  const newest = alerts.slice(0, SHOWN_ALERTS);
  const more = alerts.length - newest.length;
  return [
    `Accounts as of ${lastDay}, scores of 7 days`,
    ...accountTable(accounts, await history(api, firstDay, lastDay)),
    '',
    `${alerts.length} alerts were raised${more > 0 ? `, the last ${newest.length}` : ''}`,
    ...alertLines(newest),
  ].join('\n');
}
