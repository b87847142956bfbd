import type { IdHash } from '../model/id-hash.ts';
import { readInactive, readReactivated, wasActive } from './activity-standing.ts';
import {
  cancelledAt,
  inSegmentAt,
  readProgress,
  readSegment,
  steppedLately,
} from './place-standing.ts';
import { type AlertKind, type AlertRule, type Scope, scopeOf } from './rule.ts';
import { readLevel, readMoved } from './score-standing.ts';
import type { DayView, ReadStanding } from './standing.ts';

/** A rule made ready for one day, so that looking at a subject costs a few reads of columns. */
export interface Watch {
  readonly rule: AlertRule;
  readonly scope: Scope;
  readonly hashes: readonly IdHash[];
  readonly standing: ReadStanding;
  /** Asked only of subjects that are about to fire. */
  readonly deserves: (at: number) => boolean;
  /** What is known of a subject that the rule has no memory of. */
  readonly unseen: 'armed' | 'fired';
}

type Read = (rule: AlertRule, view: DayView) => ReadStanding;

/** The kinds that are evaluated once a closed day. */
const READINGS: Readonly<Partial<Record<AlertKind, Read>>> = {
  'score.decreased': (rule, view) => readMoved(rule, view, -1),
  'score.increased': (rule, view) => readMoved(rule, view, 1),
  'score.below': (rule, view) => readLevel(rule, view, -1),
  'score.above': (rule, view) => readLevel(rule, view, 1),
  'activation.progressed': readProgress,
  'activation.completed': readProgress,
  'account.inactive': readInactive,
  'account.reactivated': readReactivated,
  'user.inactive': readInactive,
  'segment.entered': readSegment,
  'segment.left': readSegment,
};

/** True for kinds that look at closed days. */
export function isCrossed(kind: AlertKind): boolean {
  return READINGS[kind] !== undefined;
}

export function isActivation(kind: AlertKind): boolean {
  return kind === 'activation.progressed' || kind === 'activation.completed';
}

function isAboutSegments(kind: AlertKind): boolean {
  return kind === 'segment.entered' || kind === 'segment.left';
}

/** An account that cancelled raises nothing but its return, unless a rule is about just that. */
function minds(rule: AlertRule): boolean {
  if (rule.kind === 'account.reactivated') return false;
  return !(isAboutSegments(rule.kind) && rule.segment === 'cancelled');
}

type Test = (at: number) => boolean;

/** Everything that takes a subject out of a rule. */
function exclusions(rule: AlertRule, { scores }: DayView): readonly Test[] {
  const tests: Test[] = [];
  const { segment, exceptSegment, minMembers, maxMembers } = rule;
  if (segment !== undefined && !isAboutSegments(rule.kind)) {
    const isIn = inSegmentAt(rule, scores, segment);
    tests.push((at) => !isIn(at));
  }
  if (exceptSegment !== undefined) tests.push(inSegmentAt(rule, scores, exceptSegment));
  if (minds(rule)) tests.push(cancelledAt(rule, scores));
  const { knownUsers } = scores.accounts;
  if (minMembers !== undefined) tests.push((at) => (knownUsers[at] ?? 0) < minMembers);
  if (maxMembers !== undefined) tests.push((at) => (knownUsers[at] ?? 0) > maxMembers);
  return tests;
}

function narrowed(read: ReadStanding, excluded: readonly Test[]): ReadStanding {
  if (excluded.length === 0) return read;
  return (at) => {
    const standing = read(at);
    if (standing === 'between' || standing === 'unknown') return standing;
    return excluded.some((isOut) => isOut(at)) ? 'unknown' : standing;
  };
}

/** A rule ready for a day; undefined for kinds that do not look at closed days. */
export function watchOn(rule: AlertRule, view: DayView): Watch | undefined {
  const read = READINGS[rule.kind];
  if (!read) return undefined;
  const scope = scopeOf(rule);
  const { scores } = view;
  return {
    rule,
    scope,
    hashes: scope === 'user' ? scores.users.hash : scores.accounts.hash,
    standing: narrowed(read(rule, view), exclusions(rule, view)),
    deserves: isActivation(rule.kind) ? steppedLately(rule, view) : wasActive(rule, view),
    unseen: rule.kind === 'account.reactivated' ? 'fired' : 'armed',
  };
}
