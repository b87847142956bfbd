import { BUILT_IN_SEGMENTS } from '../model/built-in-segments.ts';
import { dayNumber } from '../model/day.ts';
import type { ScoringModel } from '../model/scoring-model.ts';
import { accountRow } from './account-row.ts';
import { accountIndex, type IndexView, meanAbove0, userIndex } from './index-scores.ts';
import { shownScore } from './normalize.ts';
import { type Reading, shareOfFeatures } from './reading.ts';
import { userExactScore } from './user-row.ts';
import { usersIn } from './user-segments.ts';

function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What groups of users or accounts are compared by. Shares are 0 to 1, null where there are none. */
export interface GroupView extends IndexView {
  readonly count: number;
  readonly score: number;
  readonly exactScore: number;
  /** Mean share of key features used in the window. */
  readonly adoption: number | null;
  /** Mean progress of activation, and the share that is activated. */
  readonly progress: number | null;
  readonly activated: number | null;
  readonly activeShare: number | null;
}

function progressOf(progress: readonly number[], rows: readonly number[]) {
  const shares = rows.flatMap((at) => progress[at] ?? []);
  const done = shares.map((value) => (value >= 1 ? 1 : 0));
  return { progress: mean(shares), activated: mean(done) };
}

/** Some accounts as a group. */
export function accountGroup(reading: Reading, rows: readonly number[]): GroupView {
  const { scores, window } = reading;
  const columns = scores.accounts.windows[window];
  const exactScore = meanAbove0(rows.map((at) => accountRow(scores, window, at)?.exactScore ?? 0));
  return {
    count: rows.length,
    score: shownScore(exactScore),
    exactScore,
    ...accountIndex(reading, rows),
    adoption: mean(rows.flatMap((at) => shareOfFeatures(scores, columns?.used[at]) ?? [])),
    ...progressOf(scores.accounts.progress, rows),
    activeShare: mean(rows.map((at) => ((columns?.activeUsers[at] ?? 0) > 0 ? 1 : 0))),
  };
}

/** Some users as a group. */
export function userGroup(reading: Reading, rows: readonly number[]): GroupView {
  const { scores, window } = reading;
  const columns = scores.users.windows[window];
  const from = dayNumber(scores.asOf) - (scores.windows[window]?.window ?? 1) + 1;
  const exactScore = meanAbove0(rows.map((at) => userExactScore(scores, window, at)));
  return {
    count: rows.length,
    score: shownScore(exactScore),
    exactScore,
    ...userIndex(reading, rows),
    adoption: mean(rows.flatMap((at) => shareOfFeatures(scores, columns?.used[at]) ?? [])),
    ...progressOf(scores.users.progress, rows),
    activeShare: mean(rows.map((at) => ((scores.users.lastActive[at] ?? 0) >= from ? 1 : 0))),
  };
}

function viewOf(reading: Reading, model: ScoringModel, id: string, at: number) {
  const { accounts, users } = reading.scores;
  const own = Object.hasOwn(model.segments ?? {}, id) ? model.segments?.[id] : undefined;
  const builtIn = !own && BUILT_IN_SEGMENTS.some((name) => name === id);
  const about = { id, label: own?.label ?? id };
  const inAccounts = (row: number) => accounts.segments[row]?.includes(at) ?? false;
  const inUsers = usersIn(reading.scores, model, id, reading.userProfiles);
  const ofAccounts = () => {
    const rows = [...accounts.hash.keys()].filter(inAccounts);
    return { ...about, of: 'account', builtIn, ...accountGroup(reading, rows) };
  };
  const ofUsers = (isIn: (row: number) => boolean) => {
    const rows = [...users.hash.keys()].filter(isIn);
    return { ...about, of: 'user', builtIn, ...userGroup(reading, rows) };
  };
  return [
    ...(own?.of === 'user' ? [] : [ofAccounts()]),
    ...(inUsers === undefined ? [] : [ofUsers(inUsers)]),
  ];
}

/**
 * Segments side by side, those of accounts first and the built-in ones before the model's own, and
 * everybody to compare them with.
 */
export function segmentsView(reading: Reading, model: ScoringModel) {
  const { segmentNames, accounts, users } = reading.scores;
  const views = segmentNames.flatMap((id, at) => viewOf(reading, model, id, at));
  const data = ['account', 'user'].flatMap((of) => views.filter((view) => view.of === of));
  const all = {
    accounts: accountGroup(reading, [...accounts.hash.keys()]),
    users: userGroup(reading, [...users.hash.keys()]),
  };
  return { data, next: null, all };
}
