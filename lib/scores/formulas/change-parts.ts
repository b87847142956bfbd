import type { IdHash } from '../../model/id-hash.ts';
import type { AccountHeadline } from '../../model/scoring-model.ts';
import { accountScores, type ScoreBenchmarks } from './account-scores.ts';
import { exactScore } from './exact-score.ts';

/** Why a score changed: unrounded points that sum to the unrounded change. */
export interface ChangeParts {
  /** Its own activity, at the benchmark there was before. */
  readonly own: number;
  /** Accounts: members that joined or left. */
  readonly members: number;
  /** Everybody else: the benchmark moved. */
  readonly benchmark: number;
}

/**
 * # Change of a user's score
 *
 * The way from the score before to the score now goes over one stop: the activity of now at the
 * benchmark of then. The first leg is the user's own doing, the second is everybody else's.
 *
 *     own = score(raw now, benchmark then) - score(raw then, benchmark then)
 *     benchmark = score(raw now, benchmark now) - score(raw now, benchmark then)
 *
 * The same 149 points under a benchmark that rises by a quarter lose 6 points that nobody here
 * caused: own is 0, benchmark is all of it.
 *
 * Cost: O(1).
 */
export function userChangeParts(
  raw: { readonly now: number; readonly before: number },
  benchmarks: { readonly now: ScoreBenchmarks; readonly before: ScoreBenchmarks },
): ChangeParts {
  const { before, now } = benchmarks;
  const start = exactScore(raw.before, before.benchmark, before.curve);
  const stop = exactScore(raw.now, before.benchmark, before.curve);
  const end = exactScore(raw.now, now.benchmark, now.curve);
  return { own: stop - start, members: 0, benchmark: end - stop };
}

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

/** Of so many members that came or went each is told; the rest only as a sum. */
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

interface DirectedChange extends ChangedMember {
  readonly joined: boolean;
}

/** The busiest first; the rest of the moves is left to the sum. */
function itemizedChanges({ left, joined }: MembershipDiff): DirectedChange[] {
  const diff = [
    ...left.map((member) => ({ ...member, joined: false })),
    ...joined.map((member) => ({ ...member, joined: true })),
  ];
  return diff
    .sort((a, b) => Math.abs(b.raw) - Math.abs(a.raw) || (a.hash < b.hash ? -1 : 1))
    .slice(0, MAX_ITEMIZED_MEMBERS);
}

/** The part of each member that came or went: the score after its move less the one before it. */
function memberContributions(
  stayed: readonly number[],
  diff: MembershipDiff,
  score: (memberRaws: readonly number[]) => number,
): MemberContribution[] {
  const itemized = itemizedChanges(diff);
  if (itemized.length === 0) return [];
  const leaving = new Map(diff.left.map(({ hash, raw }) => [hash, raw]));
  const present = [...stayed];
  let before = score([...present, ...leaving.values()]);
  return itemized.map(({ hash, raw, joined }) => {
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
 * The same way with one stop more: first the members that stayed do what they do now, then the
 * members that left go and those that joined come, then everybody else moves.
 *
 * Each part is the difference of two scores in a chain, so they sum to the change exactly. Within
 * the second part the members that moved go one by one, the busiest first, so theirs sum to it.
 * Cost: O(members), times 8 at most for those that moved.
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
    moved: memberContributions(now, diff, scoreAtOldBenchmarks),
  };
}
