import type { ScoringModel } from '../model/scoring-model.ts';
import { listHas } from './list-column.ts';
import { cutPage, type ListOrder, type RowPage } from './list-query.ts';
import { traitOn } from './profiles.ts';
import { type SortValue, sortRows } from './ranking.ts';
import { derivedOf, idOf, orderOnce, type Reading } from './reading.ts';
import { userExactScore, userRow } from './user-row.ts';
import { usersIn } from './user-segments.ts';

type ValueOf = (reading: Reading, at: number) => SortValue;

const column =
  (name: 'activeDays' | 'used' | 'raw'): ValueOf =>
  ({ scores, window }, at) =>
    scores.users.windows[window]?.[name][at] ?? 0;

/** What users may be sorted by, by the name of the field in the answer. */
export const USER_SORTS: Readonly<Record<string, ValueOf>> = {
  score: ({ scores, window }, at) => userExactScore(scores, window, at),
  change: ({ scores, window }, at) => userRow(scores, window, at)?.change ?? null,
  rawScore: column('raw'),
  frequency: column('activeDays'),
  adoption: column('used'),
  lastActiveDay: ({ scores }, at) => scores.users.lastActive[at] ?? 0,
};

/** Segments that ask when somebody was created. */
const BY_CREATION: ReadonlySet<string> = new Set(['new', 'mature']);

/** Whether a list needs the traits of all users, not only of those on the page. */
export function needsProfiles({ segment, q }: Pick<ListOrder, 'segment' | 'q'>): boolean {
  return q !== undefined || BY_CREATION.has(segment ?? '');
}

/** Who is in a segment of users, or in an account that is in one of accounts. */
function inSegment({ scores, userProfiles }: Reading, model: ScoringModel, segment: string) {
  const own = usersIn(scores, model, segment, userProfiles);
  if (own) return own;
  const index = scores.segmentNames.indexOf(segment);
  const { accountsOf } = derivedOf(scores);
  return (at: number) => accountsOf(at).some((a) => listHas(scores.accounts.segments, a, index));
}

/** What a user is found by: its id, and its name and address where they are at hand. */
function textsOf(reading: Reading, at: number): string[] {
  const hash = reading.scores.users.hash[at] ?? '';
  const profile = reading.userProfiles?.get(hash);
  const traits = ['name', 'email'].map((trait) => traitOn(profile, trait, reading.scores.asOf));
  return [idOf(reading, hash), ...traits].flatMap((text) => (text ? String(text) : []));
}

/** Whom an order asks for. */
function filterOf(reading: Reading, model: ScoringModel, order: ListOrder) {
  const { scores } = reading;
  const { accountsOf } = derivedOf(scores);
  const { segment, owner, q } = order;
  const tests: ((at: number) => boolean)[] = [];
  if (segment !== undefined) tests.push(inSegment(reading, model, segment));
  if (owner !== undefined) {
    tests.push((at) => accountsOf(at).some((a) => scores.accounts.owner[a] === owner));
  }
  if (q !== undefined) {
    const text = q.toLowerCase();
    tests.push((at) => textsOf(reading, at).some((own) => own.toLowerCase().includes(text)));
  }
  return (at: number) => tests.every((test) => test(at));
}

/** One page of users, sorted and filtered. */
export function listUsers(reading: Reading, model: ScoringModel, order: ListOrder): RowPage {
  const { scores, window } = reading;
  const sort = order.sort ?? '-score';
  const valueAt = USER_SORTS[sort.replace(/^-/, '')];
  const value = (at: number): SortValue => valueAt?.(reading, at) ?? null;
  const ranked = derivedOf(scores).userRanking(window).order;
  const make = () => sortRows(ranked, value, sort.startsWith('-'));
  const inOrder = sort === '-score' ? ranked : orderOnce(scores, `user/${window}/${sort}`, make);
  const sorted = inOrder.filter(filterOf(reading, model, order));
  return cutPage(sorted, order, value, (at) => scores.users.hash[at] ?? '');
}
