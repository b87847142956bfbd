import * as z from 'zod';
import type { Expected } from './reference.ts';

/** Where the scores are read. */
export interface Server {
  readonly url: string;
  readonly key: string;
}

export interface Comparison {
  readonly users: number;
  readonly accounts: number;
  readonly largestDifference: number;
  /** One line each. */
  readonly faults: readonly string[];
}

/** Sums of doubles in another order differ by less than this. */
const TOLERANCE = 1e-9;

const common = { rawScore: z.number(), exactScore: z.number() };
const next = z.string().nullable();
const userPage = z.object({ data: z.array(z.object({ userId: z.string(), ...common })), next });
const measures = z.object({ average: z.number(), total: z.number(), fair: z.number() });
const accountPage = z.object({
  data: z.array(z.object({ accountId: z.string(), ...common, scores: measures })),
  next,
});

async function readPages<Row>(
  server: Server,
  path: string,
  page: z.ZodType<{ data: Row[]; next: string | null }>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const url: string = `${server.url}${path}&limit=200${cursor ? `&cursor=${cursor}` : ''}`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${server.key}` } });
    if (!answer.ok) throw new Error(`${url} answers ${answer.status}: ${await answer.text()}`);
    const { data, next: following } = page.parse(await answer.json());
    rows.push(...data);
    cursor = following;
  } while (cursor);
  return rows;
}

async function readActual(server: Server, asOf: string, window: number): Promise<Expected[]> {
  const query = `?asOf=${asOf}&window=${window}`;
  const users = await readPages(server, `/v1/users${query}`, userPage);
  const accounts = await readPages(server, `/v1/accounts${query}`, accountPage);
  return [
    ...users.map(({ userId, rawScore, exactScore }) => ({
      kind: 'user' as const,
      id: userId,
      raw: rawScore,
      score: exactScore,
      average: null,
      total: null,
    })),
    ...accounts.map(({ accountId, rawScore, exactScore, scores }) => ({
      kind: 'account' as const,
      id: accountId,
      raw: rawScore,
      score: exactScore,
      average: scores.average,
      total: scores.total,
    })),
  ];
}

const FIGURES = ['raw', 'score', 'average', 'total'] as const;

const nameOf = ({ kind, id }: Expected) => `${kind} ${id}`;

interface Difference {
  readonly size: number;
  readonly text: string;
}

function differences(row: Expected, found: Expected): readonly Difference[] {
  return FIGURES.map((figure) => ({
    size: Math.abs((found[figure] ?? 0) - (row[figure] ?? 0)),
    text: `${nameOf(row)}: ${figure} is ${found[figure]}, expected ${row[figure]}`,
  }));
}

/** Compares what a server says of one day and window with the reference, in both directions. */
export async function compare(
  server: Server,
  expected: readonly Expected[],
  asOf: string,
  window: number,
): Promise<Comparison> {
  const actual = await readActual(server, asOf, window);
  const found = new Map(actual.map((row) => [nameOf(row), row]));
  const names = new Set(expected.map(nameOf));
  const all = expected.flatMap((row) => differences(row, found.get(nameOf(row)) ?? row));
  const faults = [
    ...expected.map(nameOf).flatMap((name) => (found.has(name) ? [] : [`${name}: missing`])),
    ...[...found.keys()].flatMap((name) => (names.has(name) ? [] : [`${name}: not expected`])),
    ...(found.size < actual.length ? ['the server lists somebody twice'] : []),
    ...all.flatMap(({ size, text }) => (size > TOLERANCE ? [text] : [])),
  ];
  return {
    users: expected.filter(({ kind }) => kind === 'user').length,
    accounts: expected.filter(({ kind }) => kind === 'account').length,
    largestDifference: Math.max(0, ...all.map(({ size }) => size)),
    faults,
  };
}
