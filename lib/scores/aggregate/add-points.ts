import { addAt } from '../columns/grow-column.ts';
import { addRawScores } from '../formulas/raw-score.ts';
import type { WindowSums } from './aggregate.ts';
import type { IndexedPart } from './index-part.ts';

/** Adds a part's points to one span: to users, to members, and to accounts without a user. */
export function addPoints(windowSums: WindowSums, part: IndexedPart): void {
  const { event, count } = part.counts;
  const { weights, accountEvent } = part;
  addRawScores(windowSums.userRaw, { subject: part.user, event, count }, weights);
  addRawScores(windowSums.pairRaw, { subject: part.pair, event, count }, weights);
  addRawScores(windowSums.accountOnlyRaw, { subject: part.accountOnly, event, count }, weights);
  for (let row = 0; row < accountEvent.length; row++) {
    const index = accountEvent[row] ?? -1;
    if (index >= 0) addAt(windowSums.accountEventCount, index, count[row] ?? 0);
  }
}

/** Adds up which features the points came from. Points of a negative weight are no use of any. */
export function addFeaturePoints(windowSums: WindowSums, part: IndexedPart): void {
  const { event, count } = part.counts;
  const sums = new Float64Array(part.events.length);
  for (let row = 0; row < event.length; row++) {
    const hasSubject = (part.user[row] ?? -1) >= 0 || (part.account[row] ?? -1) >= 0;
    if (hasSubject) addAt(sums, event[row] ?? 0, count[row] ?? 0);
  }
  part.events.forEach(({ weight, feature }, index) => {
    const featureIndex = feature < 0 ? windowSums.featurePoints.length - 1 : feature;
    if (weight > 0) addAt(windowSums.featurePoints, featureIndex, weight * (sums[index] ?? 0));
  });
}
