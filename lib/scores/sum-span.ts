import { addAt } from './grow.ts';
import type { IndexedPart } from './index-part.ts';
import { addRawScores } from './raw-score.ts';
import type { SpanTally } from './tally.ts';

/** Adds a part's points to one span: to users, to members, and to accounts without a user. */
export function sumSpan(tally: SpanTally, part: IndexedPart): void {
  const { event, count } = part.counts;
  const { weights, accountEvent } = part;
  addRawScores(tally.userRaw, { subject: part.user, event, count }, weights);
  addRawScores(tally.pairRaw, { subject: part.pair, event, count }, weights);
  addRawScores(tally.accountOnlyRaw, { subject: part.accountOnly, event, count }, weights);
  for (let row = 0; row < accountEvent.length; row++) {
    const at = accountEvent[row] ?? -1;
    if (at >= 0) addAt(tally.accountEventCount, at, count[row] ?? 0);
  }
}
