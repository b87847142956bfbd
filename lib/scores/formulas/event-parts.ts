/** What one event of a member changed: weight x change of count. */
export interface EventShare {
  /** Any number by which the caller knows it. */
  readonly event: number;
  readonly share: number;
}

/** One member's way from then to now, in the points of whatever its raw score is worth. */
export interface MemberLegs {
  /** What all its falls took, 0 or less, and what all its rises gave, 0 or more. */
  readonly down: number;
  readonly up: number;
  /** Sum of the shares that fell, and of those that rose. */
  readonly fallen: number;
  readonly risen: number;
}

/**
 * # Parts of the events of one member
 *
 * The way from what a member did then to what it does now goes over what it did both times: first
 * all falls, then all rises. Each leg goes one way only, and is split by weight x change of count
 * among the events that make it.
 *
 *     low = raw then - falls
 *     down = value(low) - value(raw then), 0 or less      up = value(raw now) - value(low), 0 or more
 *     part of an event that fell = down x its share / all falls, of one that rose likewise
 *
 * Source: our decision (docs/scoring.md, Changes, and why). The straight line between both ends
 * (Aumann and Shapley 1974) gives the right signs as well, but near 0 it has parts of several times
 * the range: the curve is steep there. Shapley's own values take every order of n events, 2^n, and
 * nobody can check them by hand.
 *
 * As the value never falls where the raw score rises, the part of an event has the sign of its
 * share or is 0, as it is above the cap and below 0; no part is greater than the range between the
 * lowest and the highest value; and from now to then every part is what it was, with its sign turned.
 *
 * Example, at the benchmark 100 on a straight line: Opened goes from 60 to 10 points and Saved from
 * 0 to 30. From 60 down to the 10 that it did both times are -50 of Opened, up to 40 are +30 of
 * Saved, and both sum to the change of -20.
 *
 * Cost: O(events), three values.
 *
 * @param value what a raw score is worth; never less for a higher one
 */
export function memberLegs(
  raw: { readonly before: number; readonly now: number },
  shares: readonly EventShare[],
  value: (raw: number) => number,
): MemberLegs {
  let [fallen, risen] = [0, 0];
  for (const { share } of shares) {
    if (share < 0) fallen += share;
    else risen += share;
  }
  const low = Math.min(raw.before + fallen, raw.before, raw.now);
  const lowest = value(low);
  return { down: lowest - value(raw.before), up: value(raw.now) - lowest, fallen, risen };
}

/** Returns the part that one event has in the legs of its member. */
export function eventPart({ down, up, fallen, risen }: MemberLegs, share: number): number {
  if (share < 0) return (down * share) / fallen;
  return share > 0 ? (up * share) / risen : 0;
}
