import { type Day, dayFromNumber } from '../model/day.ts';
import type { Window } from '../model/window.ts';
import { accountChange, type ChangeParts, type MemberMoves, type MemberPart } from './change.ts';
import type { WindowYardstick } from './day-scores.ts';
import { idAt } from './id-index.ts';
import { memberOf } from './membership.ts';
import { pairsByAccount } from './pairs-by-account.ts';
import { type Population, populationOn } from './population.ts';
import type { Profiles } from './profiles.ts';
import { type SpanScores, scoreSpan } from './score-span.ts';
import type { SpanTally, Tally } from './tally.ts';

/** One window with the one before it. */
export interface ScoredWindow {
  readonly window: Window;
  readonly now: SpanTally;
  readonly before: SpanTally;
  readonly scores: SpanScores;
  /** Null when there are no counts from that time. */
  readonly previous: SpanScores | null;
  readonly population: Population;
  readonly populationBefore: Population;
}

/** Scores every window of the model, each with the one before it, under that day's traits. */
export function scoreWindows(tally: Tally, profiles: Profiles): readonly ScoredWindow[] {
  const pairs = pairsByAccount(tally.members, tally.accounts.length);
  const population = populationOn(tally, profiles, tally.plan.asOf);
  const spanOf = (window: Window, period: 'current' | 'previous') =>
    tally.spans.find(({ span }) => span.window === window && span.period === period);
  return tally.plan.model.windows.flatMap((window): ScoredWindow[] => {
    const [now, before] = [spanOf(window, 'current'), spanOf(window, 'previous')];
    if (!now || !before) return [];
    const dayBefore: Day = dayFromNumber(before.span.to);
    const populationBefore = populationOn(tally, profiles, dayBefore);
    const hasData = tally.firstDay > 0 && tally.firstDay <= before.span.to;
    return [
      {
        window,
        now,
        before,
        scores: scoreSpan(tally, now, pairs, population.user),
        previous: hasData ? scoreSpan(tally, before, pairs, populationBefore.user) : null,
        population,
        populationBefore,
      },
    ];
  });
}

export function yardstickOf(scored: ScoredWindow): WindowYardstick {
  return {
    ...scored.scores.yardstick,
    window: scored.window,
    scoringUsers: scored.scores.scoringUsers,
    previous: scored.previous?.yardstick ?? null,
  };
}

function movesOf(
  tally: Tally,
  scored: ScoredWindow,
  pairs: readonly number[],
  account: number,
): MemberMoves {
  const { now, before, population, populationBefore } = scored;
  const members = pairs.map((pair) => {
    const user = memberOf(tally.members, pair);
    return {
      was: before.known[pair] === 1 && populationBefore.user(user),
      hash: idAt(tally.users, user),
      is: now.known[pair] === 1 && population.user(user),
      before: before.pairRaw[pair] ?? 0,
      now: now.pairRaw[pair] ?? 0,
    };
  });
  return {
    stayed: members.filter(({ was, is }) => was && is),
    left: members.flatMap(({ hash, was, is, before }) => (was && !is ? { hash, raw: before } : [])),
    joined: members.flatMap(({ hash, was, is, now }) => (is && !was ? { hash, raw: now } : [])),
    accountOnly: {
      before: before.accountOnlyRaw[account] ?? 0,
      now: now.accountOnlyRaw[account] ?? 0,
    },
  };
}

/** Why an account's headline score changed; null when it was not there a window earlier. */
export function accountChangeOf(
  tally: Tally,
  scored: ScoredWindow,
  pairs: readonly number[],
  account: number,
): (ChangeParts & { readonly moved: readonly MemberPart[] }) | null {
  const first = tally.accountDays.first[account] ?? 0;
  if (!scored.previous || first === 0 || first > scored.before.span.to) return null;
  return accountChange(movesOf(tally, scored, pairs, account), tally.plan.model.account.headline, {
    now: scored.scores.yardstick,
    before: scored.previous.yardstick,
  });
}
