import { rankRows, type SortValue, sortRows } from '../columns/ranking.ts';
import { TREND_POINTS } from '../conditions/segments.ts';
import { bandOf } from '../formulas/band.ts';
import { exactScore } from '../formulas/exact-score.ts';
import { shownScore } from '../formulas/shown-score.ts';
import { userRow } from '../snapshot/subject-rows.ts';
import { cutPage, type RowPage, type RowQuery } from './list-rows.ts';
import { dayOrNull, derivedOf, idOf, type SnapshotWindow } from './snapshot-window.ts';

const POWER_SCORE = 75;

/**
 * Returns `power` for a score of 75 or more in the account, and `problem` for whoever fell by 10 or
 * more points since one window ago, or fell silent, over all accounts; that is known of closed days
 * only.
 */
function roleOf({ scores, window }: SnapshotWindow, member: number, score: number) {
  const row = userRow(scores, window, scores.members.user[member] ?? -1);
  if (row && row.change !== null) {
    const silent = row.score === 0 && (row.previousScore ?? 0) > 0;
    if (silent || row.change <= -TREND_POINTS) return 'problem';
  }
  return score >= POWER_SCORE ? 'power' : null;
}

/** Returns the raw scores of an account's known members, with their row in the member columns. */
function memberRaws({ scores, window }: SnapshotWindow, account: number) {
  const raws = scores.members.raw[window];
  const members = derivedOf(scores).membersOf(account);
  return Array.from(members, (member) => ({ member, raw: raws?.[member] ?? 0 }));
}

const addPositiveRaw = (sum: number, { raw }: { readonly raw: number }) => sum + Math.max(raw, 0);

/** Returns the member with most of an account's raw score, and its share; null without any. */
export function championOf(snapshot: SnapshotWindow, account: number) {
  const members = memberRaws(snapshot, account);
  const sum = members.reduce(addPositiveRaw, 0);
  if (sum === 0) return null;
  const none = { member: -1, raw: 0 };
  const top = members.reduce((best, each) => (each.raw > best.raw ? each : best), none);
  const user = snapshot.scores.members.user[top.member] ?? -1;
  return { userId: idOf(snapshot, snapshot.scores.users.hash[user]), share: top.raw / sum };
}

/** Returns the known members of an account by what they do there, the most engaged first. */
export function accountMembers(snapshot: SnapshotWindow, account: number) {
  const { scores, window } = snapshot;
  const benchmarks = scores.windows[window];
  const members = memberRaws(snapshot, account);
  const sum = members.reduce(addPositiveRaw, 0);
  const hashes = members.map(({ member }) => {
    return scores.users.hash[scores.members.user[member] ?? -1] ?? '';
  });
  const { order, rank } = rankRows(hashes, (row) => members[row]?.raw ?? 0);
  return order.map((row) => {
    const { member, raw } = members[row] ?? { member: -1, raw: 0 };
    const exact = exactScore(raw, benchmarks?.benchmark ?? 0, benchmarks?.curve ?? 0);
    const score = shownScore(exact);
    return {
      userId: idOf(snapshot, hashes[row]),
      rank: rank[row] ?? 1,
      score,
      exactScore: exact,
      rawScore: raw,
      /** Share of the points of all members, 0 to 1. */
      share: sum === 0 ? null : Math.max(raw, 0) / sum,
      role: roleOf(snapshot, member, score),
      band: bandOf(score),
      lastActiveDay: dayOrNull(scores.members.lastActive[member]),
    };
  });
}

type Member = ReturnType<typeof accountMembers>[number];

/** What members may be sorted by, by the name of the field in the answer. */
export const MEMBER_SORTS: Readonly<Record<string, (member: Member) => SortValue>> = {
  score: ({ rawScore }) => rawScore,
  lastActiveDay: ({ lastActiveDay }) => lastActiveDay,
  role: ({ role }) => role,
};

/** Returns one page of an account's members, sorted and searched by id. */
export function listMembers(members: readonly Member[], query: RowQuery): RowPage {
  const sort = query.sort ?? '-score';
  const text = query.q?.toLowerCase() ?? '';
  const valueAt = (row: number): SortValue => {
    const member = members[row];
    return (member && MEMBER_SORTS[sort.replace(/^-/, '')]?.(member)) ?? null;
  };
  const hashAt = (row: number) => members[row]?.userId ?? '';
  const found = [...members.keys()].filter((row) => hashAt(row).toLowerCase().includes(text));
  return cutPage(sortRows(found, valueAt, sort.startsWith('-')), query, { valueAt, hashAt });
}
