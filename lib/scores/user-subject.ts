import { dayNumber } from '../model/day.ts';
import { type ActivationState, activationOf } from './activation.ts';
import { featuresUsed } from './features-used.ts';
import { idAt } from './id-index.ts';
import { exactScore, shownScore } from './normalize.ts';
import { creationDay, type Profiles } from './profiles.ts';
import type { ScoredWindow } from './score-windows.ts';
import { heldSince, type Subject } from './subject-facts.ts';
import { subjectOf } from './subject-of.ts';
import type { Tally } from './tally.ts';

/** Raw score one window earlier; null for a user who was not seen by then. */
export function previousUserRaw(tally: Tally, scored: ScoredWindow, user: number): number | null {
  const first = tally.userDays.first[user] ?? 0;
  if (!scored.previous || first === 0 || first > scored.before.span.to) return null;
  return scored.before.userRaw[user] ?? 0;
}

function shownScores(tally: Tally, scored: ScoredWindow, user: number) {
  const now = scored.scores.yardstick;
  const score = shownScore(exactScore(scored.now.userRaw[user] ?? 0, now.benchmark, now.curve));
  const before = previousUserRaw(tally, scored, user);
  const then = scored.previous?.yardstick;
  if (before === null || !then) return { score, change: null };
  return { score, change: score - shownScore(exactScore(before, then.benchmark, then.curve)) };
}

export interface ScoredUser {
  readonly subject: Subject;
  readonly created: number | null;
  /** Null when the model has no steps for users. */
  readonly activation: ActivationState | null;
}

/** One user with all that conditions and activation ask about. */
export function scoredUser(
  tally: Tally,
  profiles: Profiles,
  headline: ScoredWindow,
  user: number,
  accounts: readonly number[],
): ScoredUser {
  const { model, asOf } = tally.plan;
  const own = profiles.users.get(idAt(tally.users, user));
  const created = creationDay(own, asOf, {
    first: tally.userDays.first[user] ?? 0,
    firstData: tally.firstDay,
  });
  const input = {
    tally,
    index: user,
    profiles: [own, ...accounts.map((a) => profiles.accounts.get(idAt(tally.accounts, a)))],
    facts: {
      of: 'user' as const,
      today: dayNumber(asOf),
      window: model.headlineWindow,
      suspect: tally.suspect.length > 0,
      created,
      lastActive: tally.userDays.lastActive[user] ?? 0,
      ...shownScores(tally, headline, user),
      knownUsers: 0,
      topShare: 0,
      lifecycle: 'unknown' as const,
      activated: false,
    },
    used: featuresUsed(tally.userDays, user, tally.plan, headline.now.span.from),
    activeDays: headline.now.userDays[user] ?? 0,
    progress: null,
    activeUsers: null,
  };
  const bare = subjectOf(input);
  const activation = model.activation?.user
    ? activationOf(model.activation.user, {
        occurrences: (event) => bare.occurrences(event),
        trueSince: (condition) => heldSince(condition, bare, asOf),
        created,
      })
    : null;
  const subject = subjectOf({ ...input, progress: activation?.progress ?? null });
  return { subject, created, activation };
}
