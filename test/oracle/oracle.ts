import type { Model } from './model-of.ts';
import {
  loadFeatures,
  loadLifecycle,
  loadPopulation,
  loadSegments,
  loadSteps,
  loadWeights,
} from './model-tables.ts';
import { type Row, SqlTables } from './sql-tables.ts';
import type { World } from './world/random-world.ts';

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

/** What the service is asked, and the oracle answers as well. */
export interface Subject {
  readonly model: Model;
  /** The day, today for what is live. */
  readonly asOf: string;
  readonly isComplete: boolean;
}

/** The hash of an id, as the service has it. */
export type HashedId = readonly [kind: 'user' | 'account', id: string, hash: string];

/** Computes all answers from what was posted alone, in DuckDB and in SQL. */
export class Oracle {
  private readonly tables: SqlTables;

  private constructor(tables: SqlTables) {
    this.tables = tables;
  }

  /** @param ids hashes of ids, for the documentation leaves some orders to them */
  static async of(world: World, ids: readonly HashedId[], today: string): Promise<Oracle> {
    const tables = await SqlTables.open();
    const requests = world.goes.flat();
    await tables.replace(
      'requests(receipt BIGINT, request BIGINT, path VARCHAR, body JSON)',
      requests.map(({ atMs, path, body }, n) => [atMs, n, path, JSON.stringify(body)]),
    );
    await tables.replace('ids(kind VARCHAR, id VARCHAR, hash VARCHAR)', ids);
    const named = [...JSON.stringify(world.models).matchAll(/"trait":"([^"]*)"/g)];
    await tables.replace(
      'named_traits(trait VARCHAR)',
      [...new Set(named.map(([, trait]) => trait))].map((trait) => [trait]),
    );
    await tables.set({ today: dayNumber(today) });
    for (const name of ['01-events', '02-days']) await tables.runFile(name);
    const oracle = new Oracle(tables);
    await oracle.assignAccounts();
    await tables.runFile('02-traits');
    return oracle;
  }

  /** Repeats what follows from itself until nothing changes any more. */
  private async assignAccounts(): Promise<void> {
    const assigned = async () => {
      const [row] = await this.tables.read(
        'SELECT CAST(sum(hash(person, account, day)) AS VARCHAR) AS assigned FROM done',
      );
      return row?.['assigned'];
    };
    let before: unknown;
    do {
      before = await assigned();
      await this.tables.runFile('02-members');
    } while (before !== (await assigned()));
  }

  /** Works out everything about one model on one day, for `answer` to read. */
  async ask({ model, asOf, isComplete }: Subject): Promise<void> {
    const { tables } = this;
    await tables.set({ as_of: dayNumber(asOf), is_complete: isComplete });
    await loadWeights(tables, model);
    await tables.runFile('03-population');
    await tables.runFile('04-early');
    await loadPopulation(tables, model);
    await tables.runFile('05-scores');
    await loadFeatures(tables, model);
    await tables.runFile('06-adoption');
    await loadSteps(tables, model);
    await tables.runFile('07-activation');
    await tables.runFile('08-lists');
    await loadLifecycle(tables, model);
    await tables.runFile('09-segments');
    await loadSegments(tables, model);
    for (const name of ['10-groups', '11-newcomers', '12-changes']) await tables.runFile(name);
  }

  /** Returns the rows of an answer in one window, each under its `path`. */
  async answer(name: string, win: number): Promise<readonly Row[]> {
    return this.tables.read(this.tables.file(name).replaceAll('$win', String(win)));
  }

  async read(sql: string): Promise<readonly Row[]> {
    return this.tables.read(sql);
  }

  close(): void {
    this.tables.close();
  }
}
