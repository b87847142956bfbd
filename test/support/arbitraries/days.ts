import fc from 'fast-check';
import { addDays } from '../../../lib/model/day.ts';
import { type CountLine, someCounts } from '../builders/some-counts.ts';

const line: fc.Arbitrary<CountLine> = fc.tuple(
  fc.constantFrom('ada', 'bob', 'cid', 'dan', 'eve', 'fay', ''),
  fc.constantFrom('acme', 'globex', 'hooli', ''),
  fc.constantFrom('Opened', 'Invited', 'Paused', 'Account Removed User'),
  fc.integer({ min: 1, max: 40 }),
);

/** One line a (user, account, event), none without a subject: what the fold makes of anything. */
const lines = fc
  .uniqueArray(line, {
    maxLength: 14,
    selector: ([user, account, event]) => user + account + event,
  })
  .map((all) => all.filter(([user, account]) => user !== '' || account !== ''));

/** Lines by day over the two weeks up to 20 November 2026. */
export const arbitraryLines: fc.Arbitrary<readonly (readonly [string, readonly CountLine[]])[]> = fc
  .array(lines, { minLength: 14, maxLength: 14 })
  .map((days) => days.map((of, at) => [addDays('2026-11-07', at), of] as const));

/** The same as counts; days without lines are left out. */
export function countsOf(days: readonly (readonly [string, readonly CountLine[]])[]) {
  return days.filter(([, of]) => of.length > 0).map(([day, of]) => someCounts(day, of));
}
