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

/** The members of an account then and now, by their raw scores. */
export interface MemberMoves {
  /** Members at both ends. */
  readonly stayed: readonly { readonly before: number; readonly now: number }[];
  /** Raw scores then of members that left, and now of members that joined. */
  readonly left: readonly number[];
  readonly joined: readonly number[];
  /** Raw scores of events that name only the account. */
  readonly accountOnly: { readonly before: number; readonly now: number };
}

/**
 * # Change of an account's score
 *
 * The same way with one stop more: first the members that stayed do what they do now, then the
 * members that left go and those that joined come, then everybody else moves.
 *
 * Each part is the difference of two scores in a chain, so they sum to the change exactly.
 * Cost: O(members).
 */
export function accountChange(
  moves: MemberMoves,
  headline: AccountHeadline,
  yardstick: { readonly now: AccountYardstick; readonly before: AccountYardstick },
): ChangeParts {
  const { stayed, left, joined, accountOnly } = moves;
  const then = stayed.map((member) => member.before);
  const now = stayed.map((member) => member.now);
  const score = (memberRaws: readonly number[], accountOnlyRaw: number, by: AccountYardstick) =>
    accountScores({ memberRaws, accountOnlyRaw }, by)[headline];
  const start = score([...then, ...left], accountOnly.before, yardstick.before);
  const active = score([...now, ...left], accountOnly.now, yardstick.before);
  const moved = score([...now, ...joined], accountOnly.now, yardstick.before);
  const end = score([...now, ...joined], accountOnly.now, yardstick.now);
  return { own: active - start, members: moved - active, benchmark: end - moved };
}
