import { weightOf } from '../../model/event-weight.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import { eventCountsOf } from '../columns/event-counts.ts';
import { CHAMPION_LEFT, type MemberCause, STOPPED } from '../columns/member-causes.ts';
import { membershipChangesOf } from '../columns/membership-changes.ts';
import { FAIR_PRIOR_MEMBERS } from '../formulas/account-scores.ts';
import type {
  ChangeReason,
  EventChange,
  EventPart,
  NamedMember,
} from '../formulas/change-reasons.ts';
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

/** Returns the hash of a user by its row; undefined for nobody. */
const userAt = ({ scores }: AccountInWindow, row: number | undefined): IdHash | undefined =>
  row === undefined ? undefined : scores.users.hash[row];

/** Returns the members that reasons name, so that their names can be read. */
export function namedMembers(of: AccountInWindow): readonly IdHash[] {
  const moved = membershipChangesOf(windowColumns(of)?.moved, of.account).map(([hash]) => hash);
  const causes = causesOf(of).filter(([, event]) => event !== CHAMPION_LEFT);
  return [...new Set([...moved, ...causes.flatMap(([row]) => userAt(of, row) ?? [])])];
}

function eventParts(of: AccountInWindow, nameOf: NameOf): EventPart[] {
  const causes = new Map(causesOf(of).map((cause) => [cause[1], cause]));
  return eventsOf(of).map(({ event, counts: [index, count, previousCount, points] }) => {
    const cause = causes.get(index);
    const countChange = cause?.[2] ?? count - previousCount;
    const hash = userAt(of, cause?.[0]);
    const by = hash === undefined ? undefined : nameOf(hash);
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
 * Whether what others did to an account's total goes against the accounts' benchmark: then it was
 * the users' benchmark, at which each member is capped.
 */
function isCapMoved({ scores, window }: AccountInWindow, others: number): boolean {
  const { totalBenchmark = 0, previous } = scores.windows[window] ?? {};
  if (scores.headline !== 'total' || !previous) return false;
  return Math.sign(others) !== Math.sign(previous.totalBenchmark - totalBenchmark);
}

/** Returns who stands for a cause of the whole account, as `STOPPED`. */
function causedBy(of: AccountInWindow, cause: number): number | undefined {
  return causesOf(of).find(([, event]) => event === cause)?.[0];
}

function movedMembers(of: AccountInWindow, nameOf: NameOf): NamedMember[] {
  const champion = causedBy(of, CHAMPION_LEFT);
  const moved = membershipChangesOf(windowColumns(of)?.moved, of.account);
  return moved.flatMap(([hash, joined, points], index) => {
    const name = nameOf(hash);
    if (name === undefined) return [];
    const isChampion = index === champion;
    return [{ name, joined: joined === 1, ...(isChampion && { champion: true }), points }];
  });
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
  const active = windowColumns(of)?.activePart[account] ?? 0;
  const reasons = changeReasons(
    { ...parts, active, mean: meanPart(of), capMoved: isCapMoved(of, parts.others) },
    eventParts(of, nameOf),
    movedMembers(of, nameOf),
  );
  const hash = userAt(of, causedBy(of, STOPPED));
  const stopped = hash === undefined ? undefined : nameOf(hash);
  return { reasons, ...(stopped !== undefined && { stopped }) };
}
