import { dayNumber } from '../model/day.ts';
import { rowOf } from '../scores/row-of.ts';
import { type AlertRule, scopeOf } from './rule.ts';
import {
  type DayView,
  DEFAULT_AWAY_DAYS,
  DEFAULT_INACTIVE_DAYS,
  daysSince,
  type ReadStanding,
  standingOf,
} from './standing.ts';

const isOfUsers = (rule: AlertRule) => scopeOf(rule) === 'user';

export function readInactive(rule: AlertRule, { scores, suspect }: DayView): ReadStanding {
  const { lastActive } = isOfUsers(rule) ? scores.users : scores.accounts;
  const today = dayNumber(scores.asOf);
  const most = rule.days ?? DEFAULT_INACTIVE_DAYS;
  return (at) => {
    const last = lastActive[at] ?? 0;
    if (last === 0) return 'unknown';
    return standingOf(daysSince(last, today, suspect) >= most, last === today);
  };
}

/** Armed by a long absence, so it fires at the return. */
export function readReactivated(rule: AlertRule, { scores, suspect }: DayView): ReadStanding {
  const { lastActive } = scores.accounts;
  const today = dayNumber(scores.asOf);
  const away = rule.days ?? DEFAULT_AWAY_DAYS;
  return (at) => {
    const last = lastActive[at] ?? 0;
    if (last === 0) return 'unknown';
    return daysSince(last, today, suspect) >= away ? 'clear' : 'beyond';
  };
}

const WEEKS_BEFORE_DAYS = 28;

/**
 * Whether somebody was there before falling silent: its active days in the window of at least four
 * weeks that ended with its last active day. A window of 30 days leaves two for a day held back.
 */
export function wasActive(rule: AlertRule, { scores, past }: DayView): (at: number) => boolean {
  const least = rule.minActiveDays;
  if (least === undefined) return () => true;
  if (!past) return () => false;
  const side = isOfUsers(rule) ? 'users' : 'accounts';
  const wide = past.windows.filter(({ window }) => window >= WEEKS_BEFORE_DAYS);
  const days = wide.length > 0 ? Math.min(...wide.map((w) => w.window)) : past.headlineWindow;
  const columns = past[side].windows[past.windows.findIndex(({ window }) => window === days)];
  return (at) => {
    const then = rowOf(past[side].hash, scores[side].hash[at] ?? '');
    return then >= 0 && (columns?.activeDays[then] ?? 0) >= least;
  };
}
