import { dayNumber } from '../../model/day.ts';
import type { Aggregate } from '../aggregate/aggregate.ts';
import { countFeaturesUsed } from '../aggregate/count-features-used.ts';
import { idAt } from '../columns/id-index.ts';
import { type ActivationState, activationOf } from '../conditions/activation.ts';
import { creationDay, type Profiles } from '../conditions/profiles.ts';
import { heldSince, type Subject } from '../conditions/subject-facts.ts';
import { exactScore } from '../formulas/exact-score.ts';
import { shownScore } from '../formulas/shown-score.ts';
import { conditionSubject } from './condition-subject.ts';
import type { ScoredWindow } from './score-windows.ts';

/** Raw score one window earlier; null for a user who was not seen by then. */
export function previousUserRaw(
  aggregate: Aggregate,
  scored: ScoredWindow,
  user: number,
): number | null {
  const first = aggregate.userDays.first[user] ?? 0;
  if (!scored.previous || first === 0 || first > scored.before.span.to) return null;
  return scored.before.userRaw[user] ?? 0;
}

function shownScores(aggregate: Aggregate, scored: ScoredWindow, user: number) {
  const now = scored.scores.benchmarks;
  const score = shownScore(exactScore(scored.now.userRaw[user] ?? 0, now.benchmark, now.curve));
  const before = previousUserRaw(aggregate, scored, user);
  const previous = scored.previous?.benchmarks;
  if (before === null || !previous) return { score, change: null };
  return {
    score,
    change: score - shownScore(exactScore(before, previous.benchmark, previous.curve)),
  };
}

export interface ScoredUser {
  readonly subject: Subject;
  readonly created: number | null;
  /** Null when the model has no steps for users. */
  readonly activation: ActivationState | null;
}

/** One user with all that conditions and activation ask about. */
export function scoredUser(
  aggregate: Aggregate,
  profiles: Profiles,
  headline: ScoredWindow,
  user: number,
  accounts: readonly number[],
): ScoredUser {
  const { model, asOf } = aggregate.plan;
  const own = profiles.users.get(idAt(aggregate.users, user));
  const created = creationDay(own, asOf, {
    first: aggregate.userDays.first[user] ?? 0,
    firstData: aggregate.firstDay,
  });
  const input = {
    aggregate,
    index: user,
    profiles: [own, ...accounts.map((a) => profiles.accounts.get(idAt(aggregate.accounts, a)))],
    facts: {
      of: 'user' as const,
      today: dayNumber(asOf),
      window: model.headlineWindow,
      suspect: aggregate.suspect.length > 0,
      created,
      lastActive: aggregate.userDays.lastActive[user] ?? 0,
      ...shownScores(aggregate, headline, user),
      knownUsers: 0,
      topShare: 0,
      lifecycle: 'unknown' as const,
      activated: false,
    },
    used: countFeaturesUsed(aggregate.userDays, user, aggregate.plan, headline.now.span.from),
    activeDays: headline.now.userDays[user] ?? 0,
    progress: null,
    activeUsers: null,
  };
  const bare = conditionSubject(input);
  const activation = model.activation?.user
    ? activationOf(model.activation.user, {
        occurrences: (event) => bare.occurrences(event),
        trueSince: (condition) => heldSince(condition, bare, asOf),
        created,
      })
    : null;
  const subject = conditionSubject({ ...input, progress: activation?.progress ?? null });
  return { subject, created, activation };
}
