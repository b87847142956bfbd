import type { IdHash } from '../model/id-hash.ts';
import type { AccountHeadline } from '../model/scoring-model.ts';
import { type AccountYardstick, accountScores } from './account-score.ts';
import { exactScore } from './normalize.ts';

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
export function userChange(
  raw: { readonly now: number; readonly before: number },
  yardstick: { readonly now: AccountYardstick; readonly before: AccountYardstick },
): ChangeParts {
  const { before, now } = yardstick;
  const start = exactScore(raw.before, before.benchmark, before.curve);
  const stop = exactScore(raw.now, before.benchmark, before.curve);
  const end = exactScore(raw.now, now.benchmark, now.curve);
  return { own: stop - start, members: 0, benchmark: end - stop };
}

/** A member that came or went, by its raw score: then, if it left, else now. */
export interface MovedMember {
  readonly hash: IdHash;
  readonly raw: number;
}

/** What the coming or going of one member did to an account's score, in unrounded points. */
export interface MemberPart {
  readonly hash: IdHash;
  readonly joined: boolean;
  readonly points: number;
}

/** Of so many members that came or went each is told; the rest only as a sum. */
const TOLD_MEMBERS = 8;

/** The members of an account then and now, by their raw scores. */
export interface MemberMoves {
  /** Members at both ends. */
  readonly stayed: readonly { readonly before: number; readonly now: number }[];
  readonly left: readonly MovedMember[];
  readonly joined: readonly MovedMember[];
  /** Raw scores of events that name only the account. */
  readonly accountOnly: { readonly before: number; readonly now: number };
}

const raws = (members: readonly MovedMember[]): number[] => members.map(({ raw }) => raw);

interface Move extends MovedMember {
  readonly joined: boolean;
}

/** The busiest first; the rest of the moves is left to the sum. */
function toldMoves({ left, joined }: MemberMoves): Move[] {
  const moves = [
    ...left.map((member) => ({ ...member, joined: false })),
    ...joined.map((member) => ({ ...member, joined: true })),
  ];
  return moves
    .sort((a, b) => Math.abs(b.raw) - Math.abs(a.raw) || (a.hash < b.hash ? -1 : 1))
    .slice(0, TOLD_MEMBERS);
}

/** The part of each member that came or went: the score after its move less the one before it. */
function memberParts(
  stayed: readonly number[],
  moves: MemberMoves,
  score: (memberRaws: readonly number[]) => number,
): MemberPart[] {
  const told = toldMoves(moves);
  if (told.length === 0) return [];
  const leaving = new Map(moves.left.map(({ hash, raw }) => [hash, raw]));
  const there = [...stayed];
  let before = score([...there, ...leaving.values()]);
  return told.map(({ hash, raw, joined }) => {
    if (joined) there.push(raw);
    else leaving.delete(hash);
    const after = score([...there, ...leaving.values()]);
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
export function accountChange(
  moves: MemberMoves,
  headline: AccountHeadline,
  yardstick: { readonly now: AccountYardstick; readonly before: AccountYardstick },
): ChangeParts & { readonly moved: readonly MemberPart[] } {
  const { stayed, left, joined, accountOnly } = moves;
  const then = stayed.map((member) => member.before);
  const now = stayed.map((member) => member.now);
  const score = (memberRaws: readonly number[], accountOnlyRaw: number, by: AccountYardstick) =>
    accountScores({ memberRaws, accountOnlyRaw }, by)[headline];
  const start = score([...then, ...raws(left)], accountOnly.before, yardstick.before);
  const along = (memberRaws: readonly number[]) =>
    score(memberRaws, accountOnly.now, yardstick.before);
  const active = along([...now, ...raws(left)]);
  const after = along([...now, ...raws(joined)]);
  const end = score([...now, ...raws(joined)], accountOnly.now, yardstick.now);
  return {
    own: active - start,
    members: after - active,
    benchmark: end - after,
    moved: memberParts(now, moves, along),
  };
}
