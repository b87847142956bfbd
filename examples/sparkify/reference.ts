import { readFile } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import * as z from 'zod';

const rowSchema = z.object({
  kind: z.enum(['user', 'account']),
  id: z.string(),
  raw: z.number(),
  /** The exact score; of an account its fair score. */
  score: z.number(),
  /** Accounts only. */
  average: z.number().nullable(),
  total: z.number().nullable(),
});

/** What the reference says of one user or account. */
export type Expected = z.infer<typeof rowSchema>;

const QUERY = new URL('reference.sql', import.meta.url);

/** Computes every raw and exact score of a window from the log, in DuckDB. */
export async function reference(
  file: string,
  asOf: string,
  window: number,
): Promise<readonly Expected[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const query = await readFile(QUERY, 'utf8');
    const result = await connection.runAndReadAll(query, { file, asOf, window });
    return z.array(rowSchema).parse(result.getRowObjects());
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
