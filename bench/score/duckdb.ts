import { readFile } from 'node:fs/promises';
import { type DuckDBAppender, type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
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
  const fill = async (
    table: string,
    rows: number,
    append: (to: DuckDBAppender, row: number) => void,
  ) => {
    const appender = await connection.createAppender(table);
    for (let row = 0; row < rows; row++) {
      append(appender, row);
      appender.endRow();
    }
    appender.closeSync();
  };
  const { user, event, count, weights, accountOf } = data;
  await fill('counts', user.length, (to, row) => {
    to.appendInteger(user[row] ?? 0);
    to.appendInteger(event[row] ?? 0);
    to.appendDouble(count[row] ?? 0);
  });
  await fill('weights', weights.length, (to, row) => {
    to.appendInteger(row);
    to.appendDouble(weights[row] ?? 0);
  });
  await fill('members', accountOf.length, (to, row) => {
    to.appendInteger(row);
    to.appendInteger(accountOf[row] ?? 0);
  });
  await connection.run(layoutsOf(data));
}

const numbers = z.array(z.array(z.number()));

/** Returns the columns that a query answers. */
async function columns(connection: DuckDBConnection, query: string): Promise<readonly number[][]> {
  const result = await connection.runAndReadAll(query);
  return numbers.parse(result.getColumns());
}

async function scoresIn(connection: DuckDBConnection): Promise<CoreScores> {
  const [average = [], total = [], fair = []] = await columns(
    connection,
    'select average, total, fair from account_scores order by account',
  );
  const [users = [], benchmarks = []] = await columns(
    connection,
    'select score, benchmark from user_scores order by "user"',
  );
  return {
    benchmark: benchmarks[0] ?? 0,
    users: Float64Array.from(users),
    accounts: average.map((mean, account) => {
      return { average: mean, total: total[account] ?? 0, fair: fair[account] ?? 0 };
    }),
  };
}

/** Returns a database in memory that holds the counts in both layouts. */
export async function loadDuckdb(data: CoreData) {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await load(connection, data);
  const query = await readFile(QUERY, 'utf8');
  return {
    /** Chooses from which table, and on how many threads, the next runs work. */
    async choose(layout: Layout, threads: number): Promise<void> {
      await connection.run(`create or replace view raw_scores as select * from raw_${layout}`);
      await connection.run(`set threads to ${threads}`);
    },
    run: async (): Promise<void> => {
      await connection.run(query);
    },
    /** What the last run came to. */
    scores: () => scoresIn(connection),
    close(): void {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

export type LoadedDuckdb = Awaited<ReturnType<typeof loadDuckdb>>;
