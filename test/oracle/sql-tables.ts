import { readFileSync } from 'node:fs';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/** A row of an answer: the path under which its fields stand, and these. */
export type Row = Readonly<Record<string, unknown>>;

/** Returns a text as SQL has it; null as it is. */
export function sqlText(text: string | null): string {
  return text === null ? 'NULL' : `'${text.replaceAll("'", "''")}'`;
}

function sqlValue(value: unknown): string {
  if (value === undefined || value === null) return 'NULL';
  return typeof value === 'string' ? sqlText(value) : String(value);
}

/** A DuckDB in memory, and the statements of the files in `sql`. */
export class SqlTables {
  private readonly instance: DuckDBInstance;
  private readonly connection: DuckDBConnection;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.instance = instance;
    this.connection = connection;
  }

  static async open(): Promise<SqlTables> {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const tables = new SqlTables(instance, await instance.connect());
    await tables.run("SET TimeZone = 'UTC'");
    return tables;
  }

  async run(sql: string): Promise<void> {
    await this.connection.run(sql);
  }

  async read(sql: string): Promise<readonly Row[]> {
    const result = await this.connection.runAndReadAll(sql);
    return result.getRowObjectsJS();
  }

  /** Runs all statements of a file. */
  async runFile(name: string): Promise<void> {
    await this.run(this.file(name));
  }

  /** Returns the text of a file. */
  file(name: string): string {
    return readFileSync(new URL(`sql/${name}.sql`, import.meta.url), 'utf8');
  }

  /** Replaces a table, `name(column TYPE, ...)`, by one of these rows. */
  async replace(columns: string, rows: readonly (readonly unknown[])[]): Promise<void> {
    const name = columns.split('(')[0];
    await this.run(`CREATE OR REPLACE TABLE ${columns}`);
    if (rows.length === 0) return;
    const values = rows.map((row) => `(${row.map(sqlValue).join(', ')})`);
    await this.run(`INSERT INTO ${name} VALUES ${values.join(', ')}`);
  }

  /** Sets variables, which statements read by `getvariable`; a number is a double where it says so. */
  async set(variables: Readonly<Record<string, unknown>>): Promise<void> {
    for (const [name, value] of Object.entries(variables)) {
      await this.run(`SET VARIABLE ${name} = ${sqlValue(value)}`);
    }
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}
