import type { IdHash } from '../../model/id-hash.ts';
import type { AccountHeadline } from '../../model/scoring-model.ts';
import { accountScores, type ScoreBenchmarks } from './account-scores.ts';
import type { ChangeParts } from './change-parts.ts';

/** A member that came or went, by its raw score: then, if it left, else now. */
export interface ChangedMember {
  readonly hash: IdHash;
  readonly raw: number;
}

/** What the coming or going of one member did to an account's score, in unrounded points. */
export interface MemberContribution {
  readonly hash: IdHash;
  readonly joined: boolean;
  readonly points: number;
}

/** Members that came or went who are named one by one; the rest is only a sum. */
const MAX_ITEMIZED_MEMBERS = 8;

/** The members of an account then and now, by their raw scores. */
export interface MembershipDiff {
  /** Members at both ends. */
  readonly stayed: readonly { readonly before: number; readonly now: number }[];
  readonly left: readonly ChangedMember[];
  readonly joined: readonly ChangedMember[];
  /** Raw scores of events that name only the account. */
  readonly accountOnly: { readonly before: number; readonly now: number };
}

const rawScoresOf = (members: readonly ChangedMember[]): number[] => members.map(({ raw }) => raw);

/** Returns the members that came or went who are named one by one, the busiest first. */
function itemizedChanges({ left, joined }: MembershipDiff) {
  const diff = [
    ...left.map((member) => ({ ...member, joined: false })),
    ...joined.map((member) => ({ ...member, joined: true })),
  ];
  return diff
    .sort((a, b) => Math.abs(b.raw) - Math.abs(a.raw) || (a.hash < b.hash ? -1 : 1))
    .slice(0, MAX_ITEMIZED_MEMBERS);
}

/**
 * Returns the part of each member that came or went: the score after it did less the one before.
 *
 * @param start the score before any of them did
 */
function memberContributions(
  stayed: readonly number[],
  diff: MembershipDiff,
  start: number,
  score: (memberRaws: readonly number[]) => number,
): MemberContribution[] {
  const leaving = new Map(diff.left.map(({ hash, raw }) => [hash, raw]));
  const present = [...stayed];
  let before = start;
  return itemizedChanges(diff).map(({ hash, raw, joined }) => {
    if (joined) present.push(raw);
    else leaving.delete(hash);
    const after = score([...present, ...leaving.values()]);
    const points = after - before;
    before = after;
    return { hash, joined, points };
  });
}

/**
 * # Change of an account's score
 *
 * The way of a user's change (change-parts.ts) with one stop more: first the members that stayed do
 * what they do now, then the members that left go and those that joined come, then everybody else
 * moves the benchmark.
 *
 * Source: our decision (docs/scoring.md, Changes, and why).
 *
 *     own = S(stayed now + left, then) - S(stayed then + left, then)
 *     members = S(stayed now + joined, then) - S(stayed now + left, then)
 *     benchmark = S(stayed now + joined, now) - S(stayed now + joined, then)
 *
 * where S(members, benchmarks) is the headline score of an account. Each part is the difference of
 * two scores in a chain, so they sum to the change exactly. Within the second part the members go
 * and come one by one, the busiest first, so theirs sum to it.
 *
 * Example, by the average on a straight line at the benchmark 100: A stays and goes from 60 to 80,
 * B leaves with 40. Then (60 + 40) / 2 = 50, now 80: own is (80 + 40) / 2 - 50 = +10, members is
 * 80 - 60 = +20, benchmark is 0.
 *
 * Cost: O(members), times 8 at most for those that came or went.
 *
 * @param headline which of the three measures the change is of
 */
export function accountChangeParts(
  diff: MembershipDiff,
  headline: AccountHeadline,
  benchmarks: { readonly now: ScoreBenchmarks; readonly before: ScoreBenchmarks },
): ChangeParts & { readonly moved: readonly MemberContribution[] } {
  const { stayed, left, joined, accountOnly } = diff;
  const before = stayed.map((member) => member.before);
  const now = stayed.map((member) => member.now);
  const score = (memberRaws: readonly number[], accountOnlyRaw: number, by: ScoreBenchmarks) =>
    accountScores({ memberRaws, accountOnlyRaw }, by)[headline];
  const start = score([...before, ...rawScoresOf(left)], accountOnly.before, benchmarks.before);
  const scoreAtOldBenchmarks = (memberRaws: readonly number[]) =>
    score(memberRaws, accountOnly.now, benchmarks.before);
  const active = scoreAtOldBenchmarks([...now, ...rawScoresOf(left)]);
  const after = scoreAtOldBenchmarks([...now, ...rawScoresOf(joined)]);
  const end = score([...now, ...rawScoresOf(joined)], accountOnly.now, benchmarks.now);
  return {
    own: active - start,
    members: after - active,
    benchmark: end - after,
    moved: memberContributions(now, diff, active, scoreAtOldBenchmarks),
  };
}
