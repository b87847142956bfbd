import type { DayCounts } from '../../counts/day/day-counts.ts';
import type { ResolveIdentity } from '../../events/identity-link.ts';
import { addDays, type Day } from '../../model/day.ts';
import { weightOf } from '../../model/event-weight.ts';
import { type IdHash, NO_ID } from '../../model/id-hash.ts';
import type { Window } from '../../model/window.ts';
import { changeReasons, type EventPart } from '../formulas/change-reasons.ts';
import { eventPart, memberLegs } from '../formulas/event-parts.ts';
import { exactScore } from '../formulas/exact-score.ts';
import { explainedChange } from '../formulas/explain-change.ts';
import { type ReportedScore, versionChange } from '../formulas/version-change.ts';
import type { NameOf } from '../snapshot/account-reasons.ts';
import { userParts, userRow } from '../snapshot/subject-rows.ts';
import { type ExplainedSubject, NOTHING_TO_COMPARE, withPoints } from './explanation.ts';
import { derivedOf } from './snapshot-window.ts';

/** Returns the first day of counts that the explanation of a window needs. */
export function explanationStart(window: Window, asOf: Day): Day {
  return addDays(asOf, 1 - 2 * window);
}

interface CountedUser extends ExplainedSubject {
  readonly resolve: ResolveIdentity;
}

interface ExplainedUser extends CountedUser {
  /** Returns what people call an account: its name, else its id. */
  readonly accountNameOf: NameOf;
}

/** How often a user did one event in both windows, and how much more often in which account. */
interface EventSums {
  count: number;
  previousCount: number;
  readonly accounts: Map<IdHash, number>;
}

type IsUser = (hash: IdHash) => boolean;

function addCount(sum: EventSums, count: number, account: IdHash, isNow: boolean): void {
  sum[isNow ? 'count' : 'previousCount'] += count;
  sum.accounts.set(account, (sum.accounts.get(account) ?? 0) + (isNow ? count : -count));
}

/** Returns the rows of a user in a part of a day. */
function* userRows(
  { users, user, event, events, account, accounts, count }: DayCounts,
  isUser: IsUser,
) {
  const isRow = users.map(isUser);
  if (!isRow.includes(true)) return;
  for (let row = 0; row < user.length; row++) {
    if (!isRow[user[row] ?? -1]) continue;
    const name = events[event[row] ?? 0] ?? '';
    yield { event: name, account: accounts[account[row] ?? -1] ?? NO_ID, count: count[row] ?? 0 };
  }
}

/**
 * Returns how often a user did what, in the window of the snapshot and in the one before; calls that are
 * no tracked event, such as `$identify`, only where the model gives them a weight.
 */
function userEventChanges({ snapshot, row, resolve }: CountedUser, days: readonly DayCounts[]) {
  const { scores, window, model } = snapshot;
  const from = addDays(scores.asOf, 1 - (scores.windows[window]?.window ?? 1));
  const [account = -1, ...others] = derivedOf(scores).accountsOf(row);
  const soleAccount = others.length === 0 ? (scores.accounts.hash[account] ?? NO_ID) : NO_ID;
  const sums = new Map<string, EventSums>();
  const isUser = (hash: IdHash) => resolve(hash) === scores.users.hash[row];
  for (const part of days) {
    for (const { event, account: named, count } of userRows(part, isUser)) {
      const sum = sums.get(event) ?? { count: 0, previousCount: 0, accounts: new Map() };
      addCount(sum, count, named === NO_ID ? soleAccount : named, part.day >= from);
      sums.set(event, sum);
    }
  }
  return Array.from(sums, ([event, { count, previousCount, accounts }]) => {
    return { event, count, previousCount, weight: weightOf(model, event), accounts };
  }).filter(({ event, weight }) => weight !== 0 || !event.startsWith('$'));
}

/** Returns the accounts that the explanation of a user names, so that their names can be read. */
export function userAccounts(user: CountedUser, counts: readonly DayCounts[]): readonly IdHash[] {
  const accounts = userEventChanges(user, counts).flatMap((change) => [...change.accounts.keys()]);
  return [...new Set(accounts)].filter((hash) => hash !== NO_ID);
}

type UserEventChange = ReturnType<typeof userEventChanges>[number];

/** Returns what each event made or took, with the accounts in which its count went that way. */
function userEventParts(
  { snapshot: { scores, window }, row, accountNameOf }: ExplainedUser,
  changes: readonly UserEventChange[],
): EventPart[] {
  const columns = scores.users.windows[window];
  const { benchmark = 0, curve = 0 } = scores.windows[window]?.previous ?? {};
  const raw = { before: columns?.previousRaw[row] ?? 0, now: columns?.raw[row] ?? 0 };
  const shares = changes.map(({ count, previousCount, weight }, event) => {
    return { event, share: (count - previousCount) * weight };
  });
  const legs = memberLegs(raw, shares, (points) => exactScore(points, benchmark, curve));
  return changes.map(({ event, count, previousCount, accounts }, index) => {
    const countChange = count - previousCount;
    const changed = [...accounts].filter(
      ([hash, change]) => hash !== NO_ID && Math.sign(change) === Math.sign(countChange),
    );
    const names = changed.flatMap(([hash]) => accountNameOf(hash) ?? []).sort();
    const points = eventPart(legs, shares[index]?.share ?? 0);
    return { event, countChange, points, ...(names.length > 0 && { accounts: names }) };
  });
}

/**
 * Returns what made a user's raw score, event by event (those of weight 0 have 0 points), and what
 * moved the score since one window ago; null without a score then, and while the day goes on.
 *
 * @param counts of all days from `explanationStart` on
 * @param previous the score one window ago, where another version of the model reported it
 */
export function userExplanation(
  user: ExplainedUser,
  counts: readonly DayCounts[],
  previous?: ReportedScore,
) {
  const { scores, window } = user.snapshot;
  const changes = userEventChanges(user, counts);
  const contributions = changes
    .map(({ accounts: _, ...change }) => withPoints(change))
    .sort((a, b) => b.points - a.points || (a.event < b.event ? -1 : 1));
  const row = userRow(scores, window, user.row);
  const parts = userParts(scores, window, user.row);
  if (!parts || !row || row.change === null) return { contributions, ...NOTHING_TO_COMPARE };
  const reasons = changeReasons(parts, userEventParts(user, changes));
  const { modelVersion } = scores;
  return {
    contributions,
    change: explainedChange(
      { points: row.change, exactPoints: parts.own + parts.others },
      parts,
      reasons,
    ),
    versionChange: versionChange({ ...row, parts, modelVersion }, previous, reasons),
  };
}
