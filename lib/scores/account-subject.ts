import { dayNumber } from '../model/day.ts';
import type { AccountUse } from './account-score.ts';
import { type ActivationState, activationOf } from './activation.ts';
import type { Lifecycle } from './day-scores.ts';
import { featuresUsed } from './features-used.ts';
import { idAt } from './id-index.ts';
import { lifecycleOf } from './lifecycle.ts';
import { shownScore } from './normalize.ts';
import { creationDay, type Profiles, traitOn } from './profiles.ts';
import type { ScoredWindow } from './score-windows.ts';
import { heldSince, type Subject } from './subject-facts.ts';
import { subjectOf } from './subject-of.ts';
import type { Tally } from './tally.ts';

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
  tally: Tally,
  scored: ScoredWindow,
  account: number,
): number | null {
  const first = tally.accountDays.first[account] ?? 0;
  if (!scored.previous || first === 0 || first > scored.before.span.to) return null;
  return scored.previous.accounts[account]?.[tally.plan.model.account.headline] ?? 0;
}

/** Share of the members' raw score that the top one holds, 0 without any. */
function topShare({ memberRaws }: AccountUse): number {
  const above = memberRaws.filter((raw) => raw > 0);
  const sum = above.reduce((total, raw) => total + raw, 0);
  return sum === 0 ? 0 : Math.max(...above) / sum;
}

function shownScores(tally: Tally, headline: ScoredWindow, account: number) {
  const exact = headline.scores.accounts[account]?.[tally.plan.model.account.headline] ?? 0;
  const before = previousAccountScore(tally, headline, account);
  const score = shownScore(exact);
  return { score, change: before === null ? null : score - shownScore(before) };
}

function subjectInput(
  tally: Tally,
  profiles: Profiles,
  headline: ScoredWindow,
  account: number,
  created: number | null,
) {
  const { model, asOf } = tally.plan;
  const use = headline.scores.use(account);
  return {
    tally,
    index: account,
    profiles: [profiles.accounts.get(idAt(tally.accounts, account))],
    facts: {
      of: 'account' as const,
      today: dayNumber(asOf),
      window: model.headlineWindow,
      suspect: tally.suspect.length > 0,
      created,
      lastActive: tally.accountDays.lastActive[account] ?? 0,
      ...shownScores(tally, headline, account),
      knownUsers: use.memberRaws.length,
      topShare: topShare(use),
      lifecycle: 'unknown' as Lifecycle,
      activated: false,
    },
    used: featuresUsed(tally.accountDays, account, tally.plan, headline.now.span.from),
    activeDays: headline.now.accountDays[account] ?? 0,
    progress: null,
    activeUsers: use.memberRaws.filter((raw) => raw > 0).length,
  };
}

/** One account with all that conditions, activation and its place in life ask about. */
export function scoredAccount(
  tally: Tally,
  profiles: Profiles,
  headline: ScoredWindow,
  account: number,
): ScoredAccount {
  const { model, asOf } = tally.plan;
  const profile = profiles.accounts.get(idAt(tally.accounts, account));
  const created = creationDay(profile, asOf, {
    first: tally.accountDays.first[account] ?? 0,
    firstData: tally.firstDay,
  });
  const input = subjectInput(tally, profiles, headline, account, created);
  const bare = subjectOf(input);
  const lifecycle = lifecycleOf(model.lifecycle, bare, asOf);
  const activation = model.activation?.account
    ? activationOf(model.activation.account, {
        occurrences: (event) => bare.occurrences(event),
        trueSince: (condition) => heldSince(condition, bare, asOf),
        created,
      })
    : null;
  const activated = activation?.activatedAt !== null && activation !== null;
  const subject = subjectOf({
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
