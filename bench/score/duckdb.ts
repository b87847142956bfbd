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

/** DuckDB with the data loaded, ready to score it. */
export interface LoadedDuckdb {
  run(): Promise<void>;
  /** What the last run came to. */
  scores(): Promise<CoreScores>;
  close(): void;
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

/** A database in memory that uses so many threads. */
export async function loadDuckdb(data: CoreData, threads: number): Promise<LoadedDuckdb> {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) });
  const connection = await instance.connect();
  await load(connection, data);
  const query = await readFile(QUERY, 'utf8');
  return {
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
