import { sparkLine } from './spark-line.ts';

export interface TableAccount {
  readonly accountId: string;
  readonly name: string | null;
  readonly score: number;
  readonly change: number | null;
  readonly band: string;
  readonly rank: number | null;
  readonly lifecycle: string;
  readonly activeUsers: number;
  readonly knownUsers: number;
}

/** Scores of earlier days by account, oldest first. */
export type ScoreHistory = readonly ReadonlyMap<string, number>[];

const signed = (change: number | null) =>
  change === null ? '-' : `${change > 0 ? '+' : ''}${change}`;

/** The accounts in the order given, with the trend of their scores, in 80 columns. */
export function accountTable(accounts: readonly TableAccount[], history: ScoreHistory): string[] {
  const row = (cells: readonly [string, string, string, string, string, string, string, string]) =>
    [
      cells[0].padStart(3),
      cells[1].slice(0, 17).padEnd(17),
      cells[2].padStart(5),
      cells[3].padStart(6),
      cells[4].padEnd(13),
      cells[5].padEnd(13),
      cells[6].padEnd(9),
      cells[7].padStart(5),
    ]
      .join(' ')
      .trimEnd();
  const head = row(['#', 'Account', 'Score', 'Change', '13 weeks', 'Band', 'Lifecycle', 'Users']);
  const lines = accounts.map((account) =>
    row([
      String(account.rank ?? '-'),
      account.name ?? account.accountId,
      String(account.score),
      signed(account.change),
      sparkLine(history.map((scores) => scores.get(account.accountId))),
      account.band,
      account.lifecycle,
      `${account.activeUsers}/${account.knownUsers}`,
    ]),
  );
  return [head, ...lines];
}
