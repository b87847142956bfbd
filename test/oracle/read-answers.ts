import type { ScoringWorld } from '../support/worlds/scoring-world.ts';
import { type Flat, flatten } from './flatten.ts';
import type { Row } from './sql-tables.ts';

async function get(service: ScoringWorld, path: string, query: string): Promise<Row> {
  const { status, body } = await service.get(path, query);
  if (status !== 200) throw new Error(`${path}?${query} is answered ${JSON.stringify(body)}`);
  return body;
}

/** Returns what the service answers, by the path of each value. */
export async function readAnswer(
  service: ScoringWorld,
  path: string,
  query: string,
): Promise<Flat> {
  return flatten(await get(service, path, query));
}

async function readPage(service: ScoringWorld, path: string, query: string): Promise<object> {
  const page = await get(service, path, query);
  const { change, contributions } = Object(page['explanation']);
  const { points, exactPoints, parts } = Object(change);
  return {
    contributions,
    change: { points, exactPoints, parts },
    features: page['features'],
    users: page['users'],
    steps: Object(page['activation']).steps,
  };
}

/** Returns what the pages of all users and accounts say besides their rows in lists. */
export async function readPages(service: ScoringWorld, query: string): Promise<Flat> {
  const pages: Record<string, object> = {};
  for (const kind of ['user', 'account']) {
    const list = await get(service, `/v1/${kind}s`, `${query}&limit=200`);
    for (const row of list['data'] as readonly Row[]) {
      const id = String(row[`${kind}Id`]);
      pages[`${kind} ${id}`] = await readPage(service, `/v1/${kind}s/${id}`, query);
    }
  }
  return flatten(pages);
}
