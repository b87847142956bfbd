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

/** Adds up which features the points came from. Points of a negative weight are no use of any. */
export function sumFeatures(tally: SpanTally, part: IndexedPart): void {
  const { event, count } = part.counts;
  const sums = new Float64Array(part.events.length);
  for (let row = 0; row < event.length; row++) {
    const somebody = (part.user[row] ?? -1) >= 0 || (part.account[row] ?? -1) >= 0;
    if (somebody) addAt(sums, event[row] ?? 0, count[row] ?? 0);
  }
  part.events.forEach(({ weight, feature }, at) => {
    const place = feature < 0 ? tally.featurePoints.length - 1 : feature;
    if (weight > 0) addAt(tally.featurePoints, place, weight * (sums[at] ?? 0));
  });
}
