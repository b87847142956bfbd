import { dayNumber } from '../../model/day.ts';
import type { Aggregate } from '../aggregate/aggregate.ts';
import { countFeaturesUsed } from '../aggregate/count-features-used.ts';
import { idAt } from '../columns/id-index.ts';
import { type ActivationState, activationOf } from '../conditions/activation.ts';
import { lifecycleOf } from '../conditions/lifecycle.ts';
import type { Lifecycle } from '../conditions/lifecycle-state.ts';
import { creationDay, type Profiles, traitOn } from '../conditions/profiles.ts';
import { heldSince, type Subject } from '../conditions/subject-facts.ts';
import type { AccountRawScores } from '../formulas/account-scores.ts';
import { shownScore } from '../formulas/shown-score.ts';
import { conditionSubject } from './condition-subject.ts';
import type { ScoredWindow } from './score-windows.ts';

export interface ScoredAccount {
  readonly subject: Subject;
  readonly created: number | null;
  readonly lifecycle: Lifecycle;
  readonly owner: string | null;
  /** Null when the model has no steps for accounts. */
  readonly activation: ActivationState | null;
}

/** The headline score one window earlier, unrounded; null for an account not seen by then. */
export function previousAccountScore(
  aggregate: Aggregate,
  scored: ScoredWindow,
  account: number,
): number | null {
  const first = aggregate.accountDays.first[account] ?? 0;
  if (!scored.previous || first === 0 || first > scored.before.span.to) return null;
  return scored.previous.accounts[account]?.[aggregate.plan.model.account.headline] ?? 0;
}

/** Share of the members' raw score that the top one holds, 0 without any. */
function topShare({ memberRaws }: AccountRawScores): number {
  const above = memberRaws.filter((raw) => raw > 0);
  const sum = above.reduce((total, raw) => total + raw, 0);
  return sum === 0 ? 0 : Math.max(...above) / sum;
}

function shownScores(aggregate: Aggregate, headline: ScoredWindow, account: number) {
  const exact = headline.scores.accounts[account]?.[aggregate.plan.model.account.headline] ?? 0;
  const before = previousAccountScore(aggregate, headline, account);
  const score = shownScore(exact);
  return { score, change: before === null ? null : score - shownScore(before) };
}

function subjectInput(
  aggregate: Aggregate,
  profiles: Profiles,
  headline: ScoredWindow,
  account: number,
  created: number | null,
) {
  const { model, asOf } = aggregate.plan;
  const use = headline.scores.rawScoresOf(account);
  return {
    aggregate,
    index: account,
    profiles: [profiles.accounts.get(idAt(aggregate.accounts, account))],
    facts: {
      of: 'account' as const,
      today: dayNumber(asOf),
      window: model.headlineWindow,
      suspect: aggregate.suspect.length > 0,
      created,
      lastActive: aggregate.accountDays.lastActive[account] ?? 0,
      ...shownScores(aggregate, headline, account),
      knownUsers: use.memberRaws.length,
      topShare: topShare(use),
      lifecycle: 'unknown' as Lifecycle,
      activated: false,
    },
    used: countFeaturesUsed(aggregate.accountDays, account, aggregate.plan, headline.now.span.from),
    activeDays: headline.now.accountDays[account] ?? 0,
    progress: null,
    activeUsers: use.memberRaws.filter((raw) => raw > 0).length,
  };
}

/** One account with all that conditions, activation and its place in life ask about. */
export function scoredAccount(
  aggregate: Aggregate,
  profiles: Profiles,
  headline: ScoredWindow,
  account: number,
): ScoredAccount {
  const { model, asOf } = aggregate.plan;
  const profile = profiles.accounts.get(idAt(aggregate.accounts, account));
  const created = creationDay(profile, asOf, {
    first: aggregate.accountDays.first[account] ?? 0,
    firstData: aggregate.firstDay,
  });
  const input = subjectInput(aggregate, profiles, headline, account, created);
  const bare = conditionSubject(input);
  const lifecycle = lifecycleOf(model.lifecycle, bare, asOf);
  const activation = model.activation?.account
    ? activationOf(model.activation.account, {
        occurrences: (event) => bare.occurrences(event),
        trueSince: (condition) => heldSince(condition, bare, asOf),
        created,
      })
    : null;
  const activated = activation?.activatedAt !== null && activation !== null;
  const subject = conditionSubject({
    ...input,
    facts: { ...input.facts, lifecycle, activated },
    progress: activation?.progress ?? null,
  });
  const owner = model.owner ? traitOn(profile, model.owner.trait, asOf) : undefined;
  return {
    subject,
    created,
    lifecycle,
    owner: owner === undefined || owner === null ? null : String(owner),
    activation,
  };
}
