import { type Flat, flatten } from './flatten.ts';
import type { Row } from './sql-tables.ts';

/** What the service and the oracle say, where it is not the same. */
export interface Difference {
  readonly seed: number;
  readonly query: string;
  readonly path: string;
  readonly service: unknown;
  readonly oracle: unknown;
}

/** Sums of doubles in another order differ by less than this share. */
const TOLERANCE = 1e-9;

/** What the oracle does not say, and why. */
const NOT_COMPARED: readonly RegExp[] = [
  // Which snapshot answers depends on how often a day was computed, not on what was posted.
  /(^|\.)snapshot$/,
  // The index is measured by the days that were reported before.
  /(^|\.)(index|exactIndex)$/,
  // Accounts count the events of everybody there, members or not.
  /^account .*\.contributions\[/,
  // When a setting began to hold, and what was used later than the day of a user's page.
  /\.features\[.*\.(firstDay|lastDay)$/,
  // A user's page looks at settings with less than lists do: a fault that is known.
  /^user .*\.features\[(sso|paying)\]\.used$/,
];

function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'number' || typeof other !== 'number') return one === other;
  return Math.abs(one - other) <= TOLERANCE * Math.max(1, Math.abs(one), Math.abs(other));
}

/** The rows of an answer of the oracle as one flat answer, each under its path. */
export function flatRows(rows: readonly Row[]): Flat {
  const fields = rows.flatMap(({ path, ...row }) =>
    Object.entries(row).map(([name, value]) => {
      const at = path === '' ? name : `${path}.${name}`;
      // DuckDB hands JSON over as text.
      return [at, name === 'traits' ? JSON.parse(String(value)) : value] as const;
    }),
  );
  return flatten(Object.fromEntries(fields));
}

/** Returns where two answers differ: values, and what only one of them has. */
export function differences(
  asked: { readonly seed: number; readonly query: string },
  service: Flat,
  oracle: Flat,
): readonly Difference[] {
  const paths = new Set([...service.keys(), ...oracle.keys()]);
  return [...paths].flatMap((path) => {
    const said = { service: service.get(path), oracle: oracle.get(path) };
    if (isSame(said.service, said.oracle)) return [];
    return NOT_COMPARED.some((pattern) => pattern.test(path)) ? [] : [{ ...asked, path, ...said }];
  });
}
