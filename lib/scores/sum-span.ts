import { addAt } from './grow.ts';
import type { IndexedPart } from './index-part.ts';
import { planOf } from './place-rows.ts';
import type { SpanTally } from './tally.ts';

/** Where a row's points go besides its user: to the member, or to the account alone. */
function addToAccount(tally: SpanTally, part: IndexedPart, row: number, points: number): void {
  const account = part.account[row] ?? -1;
  if (account < 0) return;
  const pair = part.pair[row] ?? -1;
  if (pair >= 0) addAt(tally.pairRaw, pair, points);
  else addAt(tally.accountOnlyRaw, account, points);
  const event = part.accountEvent[row] ?? -1;
  if (event >= 0) addAt(tally.accountEventCount, event, part.counts.count[row] ?? 0);
}

/**
 * Adds a part's points to one span, for users, members and accounts in one walk over its rows:
 * the sums of `addRawScores`, taken side by side.
 */
export function sumSpan(tally: SpanTally, part: IndexedPart): void {
  for (let row = 0; row < part.user.length; row++) {
    const points = (part.counts.count[row] ?? 0) * planOf(part, row).weight;
    if (points === 0) continue;
    const user = part.user[row] ?? -1;
    if (user >= 0) addAt(tally.userRaw, user, points);
    addToAccount(tally, part, row, points);
  }
}
