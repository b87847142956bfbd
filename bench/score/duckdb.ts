import { readFile } from 'node:fs/promises';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import * as z from 'zod';
import type { CoreScores } from './core.ts';
import type { CoreData } from './core-data.ts';

const QUERY = new URL('duckdb.sql', import.meta.url);

const TABLES = `
  create table counts ("user" integer, event integer, "count" double);
  create table weights (event integer, weight double);
  create table members ("user" integer, account integer);
`;

/** Counts by user and event, or a row a user with a column an event, which is less work to sum up. */
export const LAYOUTS = ['long', 'wide'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** DuckDB with the data loaded, ready to score it. */
export interface LoadedDuckdb {
  /** Chooses from which table, and on how many threads, the next runs work. */
  choose(layout: Layout, threads: number): Promise<void>;
  run(): Promise<void>;
  /** What the last run came to. */
  scores(): Promise<CoreScores>;
  close(): void;
}

/** The wide table and, for either layout, what the raw score of every user is. */
function layoutsOf({ weights }: CoreData): string {
  const columns = Array.from(
    weights,
    (_, event) => `coalesce(sum("count") filter (where event = ${event}), 0) as e${event}`,
  );
  const terms = Array.from(weights, (weight, event) => `e${event} * ${weight}::double`);
  return `
    create table wide_counts as
    select "user", account, ${columns.join(', ')}
    from members left join counts using ("user")
    group by "user", account order by "user";

    create view raw_wide as
    select "user", account, ${terms.join(' + ')} as raw from wide_counts;

    create view raw_long as
    select "user", account, coalesce(raw, 0) as raw
    from members left join (
      select "user", sum("count" * weight) as raw
      from counts join weights using (event)
      group by "user"
    ) using ("user");
  `;
}

async function load(connection: DuckDBConnection, data: CoreData): Promise<void> {
  await connection.run(TABLES);
  const counts = await connection.createAppender('counts');
  data.user.forEach((user, row) => {
    counts.appendInteger(user);
    counts.appendInteger(data.event[row] ?? 0);
    counts.appendDouble(data.count[row] ?? 0);
    counts.endRow();
  });
  counts.closeSync();
  const weights = await connection.createAppender('weights');
  data.weights.forEach((weight, event) => {
    weights.appendInteger(event);
    weights.appendDouble(weight);
    weights.endRow();
  });
  weights.closeSync();
  const members = await connection.createAppender('members');
  data.accountOf.forEach((account, user) => {
    members.appendInteger(user);
    members.appendInteger(account);
    members.endRow();
  });
  members.closeSync();
  await connection.run(layoutsOf(data));
}

const numbers = z.array(z.number());

async function column(connection: DuckDBConnection, query: string): Promise<Float64Array> {
  const result = await connection.runAndReadAll(query);
  return Float64Array.from(numbers.parse(result.getColumns()[0] ?? []));
}

async function scoresIn(connection: DuckDBConnection): Promise<CoreScores> {
  const columnOf = (name: string) =>
    column(connection, `select ${name} from account_scores order by account`);
  const [average, total, fair] = [
    await columnOf('average'),
    await columnOf('total'),
    await columnOf('fair'),
  ];
  const [benchmark = 0] = await column(connection, 'select benchmark from user_scores limit 1');
  return {
    benchmark,
    users: await column(connection, 'select score from user_scores order by "user"'),
    accounts: Array.from(average, (mean, account) => {
      return { average: mean, total: total[account] ?? 0, fair: fair[account] ?? 0 };
    }),
  };
}

/** Returns a database in memory that holds the counts in both layouts. */
export async function loadDuckdb(data: CoreData): Promise<LoadedDuckdb> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await load(connection, data);
  const query = await readFile(QUERY, 'utf8');
  return {
    async choose(layout, threads) {
      await connection.run(`create or replace view raw_scores as select * from raw_${layout}`);
      await connection.run(`set threads to ${threads}`);
    },
    run: async () => {
      await connection.run(query);
    },
    scores: () => scoresIn(connection),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
