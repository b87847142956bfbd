import { weightOf } from '../../model/event-weight.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import { eventCountsOf } from '../columns/event-counts.ts';
import { type MemberCause, STOPPED } from '../columns/member-causes.ts';
import { membershipChangesOf } from '../columns/membership-changes.ts';
import { FAIR_PRIOR_MEMBERS } from '../formulas/account-scores.ts';
import type { ChangeReason, EventChange, EventPart } from '../formulas/change-reasons.ts';
import { changeReasons } from '../formulas/change-reasons.ts';
import type { DayScores } from './day-scores.ts';
import { accountRow } from './subject-rows.ts';

/** One account of a snapshot, in one of its windows. */
export interface AccountInWindow {
  readonly scores: DayScores;
  /** Index into the windows of the day's scores. */
  readonly window: number;
  readonly account: number;
  readonly model: ScoringModel;
}

/** Returns what people call a user or an account; undefined where nobody knows. */
export type NameOf = (hash: IdHash) => string | undefined;

/** Why an account's score changed, the weightiest reasons first. */
export interface AccountReasons {
  readonly reasons: readonly ChangeReason[];
  /** Who stopped, where that is most of it. */
  readonly stopped?: string;
}

const windowColumns = ({ scores, window }: AccountInWindow) => scores.accounts.windows[window];

const causesOf = (of: AccountInWindow): readonly MemberCause[] =>
  windowColumns(of)?.causes[of.account] ?? [];

function eventsOf(of: AccountInWindow) {
  const { scores, account, model } = of;
  return eventCountsOf(windowColumns(of)?.events, account).map((counts) => {
    const event = scores.eventNames[counts[0]] ?? '';
    return { event, weight: weightOf(model, event), counts };
  });
}

/** Returns how often an account's events happened, the worthiest first, at the weights of a model. */
export function accountEventChanges(of: AccountInWindow): readonly EventChange[] {
  return eventsOf(of).map(({ event, weight, counts: [, count, previousCount] }) => {
    return { event, count, previousCount, weight };
  });
}

/** Returns the members that reasons name, so that their names can be read. */
export function namedMembers(of: AccountInWindow): readonly IdHash[] {
  const moved = membershipChangesOf(windowColumns(of)?.moved, of.account).map(([hash]) => hash);
  const causes = causesOf(of).map(([hash]) => hash);
  return [...new Set([...moved, ...causes])].filter((hash) => hash !== '');
}

function eventParts(of: AccountInWindow, nameOf: NameOf): EventPart[] {
  const causes = new Map(causesOf(of).map((cause) => [cause[1], cause]));
  return eventsOf(of).map(({ event, counts: [index, count, previousCount, points] }) => {
    const [hash, , countChange] = causes.get(index) ?? ['', index, count - previousCount];
    const by = hash === '' ? undefined : nameOf(hash);
    return { event, countChange, points, ...(by !== undefined && { by }) };
  });
}

/**
 * Returns what the mean member has of an account's change: where it fell, others did not grow. The
 * fair score of nobody is 0 and has no mean member.
 */
function meanPart({ scores, window, account }: AccountInWindow): number {
  const { meanMember = 0, benchmark = 0, previous } = scores.windows[window] ?? {};
  const isFair =
    scores.headline === 'fair' && (scores.accounts.windows[window]?.fair[account] ?? 0);
  if (!isFair || !previous || benchmark === 0 || previous.benchmark === 0) return 0;
  const members = (scores.accounts.knownUsers[account] ?? 0) + FAIR_PRIOR_MEMBERS;
  return (FAIR_PRIOR_MEMBERS * (meanMember - previous.meanMember)) / members;
}

/**
 * Returns why an account's score changed since one window ago; no reasons where there was none.
 *
 * @param nameOf members without a name are one sum
 */
export function accountReasons(
  of: AccountInWindow,
  nameOf: NameOf = () => undefined,
): AccountReasons {
  const { scores, window, account } = of;
  const parts = accountRow(scores, window, account)?.parts;
  if (!parts) return { reasons: [] };
  const members = membershipChangesOf(windowColumns(of)?.moved, account).flatMap(
    ([hash, joined, points]) => {
      const name = nameOf(hash);
      return name === undefined ? [] : [{ name, joined: joined === 1, points }];
    },
  );
  const active = windowColumns(of)?.activePart[account] ?? 0;
  const reasons = changeReasons(
    { ...parts, active, mean: meanPart(of) },
    eventParts(of, nameOf),
    members,
  );
  const [hash] = causesOf(of).find(([, event]) => event === STOPPED) ?? [];
  const stopped = hash === undefined ? undefined : nameOf(hash);
  return { reasons, ...(stopped !== undefined && { stopped }) };
}
