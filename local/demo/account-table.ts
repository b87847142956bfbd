import * as z from 'zod';

/** What the table needs of an account as the API lists it. */
export const tableAccountSchema = z.object({
  accountId: z.string(),
  name: z.string().nullable(),
  score: z.number(),
  change: z.number().nullable(),
  band: z.string(),
  rank: z.number().nullable(),
  lifecycle: z.string(),
  activeUsers: z.number(),
  knownUsers: z.number(),
});

/** Scores of earlier days by account, oldest first. */
type ScoreHistory = readonly ReadonlyMap<string, number>[];

const BARS = [...'▁▂▃▄▅▆▇█'];

/** Widths of the columns; those below 0 are aligned to the left. */
const WIDTHS = [3, -17, 5, 6, -13, -13, -9, 5];

/** Scores from 0 to 100 as a row of bars; a day without a score is a blank. */
export function sparkLine(scores: readonly (number | undefined)[]): string {
  return scores
    .map((score) => {
      if (score === undefined) return ' ';
      return BARS[Math.min(BARS.length - 1, Math.floor((score / 100) * BARS.length))] ?? ' ';
    })
    .join('');
}

function signed(change: number | null): string {
  return change === null ? '-' : `${change > 0 ? '+' : ''}${change}`;
}

function row(cells: readonly string[]): string {
  const padded = cells.map((cell, column) => {
    const width = WIDTHS[column] ?? 0;
    return width < 0 ? cell.slice(0, -width).padEnd(-width) : cell.padStart(width);
  });
  return padded.join(' ').trimEnd();
}

/** The accounts in the order given, with the trend of their scores, in 80 columns. */
export function accountTable(
  accounts: readonly z.infer<typeof tableAccountSchema>[],
  history: ScoreHistory,
): string[] {
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
  const headings = ['#', 'Account', 'Score', 'Change', '13 weeks', 'Band', 'Lifecycle', 'Users'];
  return [row(headings), ...lines];
}
