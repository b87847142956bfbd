import type { IdHash } from '../../model/id-hash.ts';
import type { NameOf } from '../../scores/snapshot/account-reasons.ts';
import type { AlertWords } from '../alert-text.ts';
import type { EvaluateRow, RowPredicate, RuleDay } from '../evaluate/evaluation.ts';
import type { LifecycleTrigger } from '../occurred/lifecycle-change.ts';
import type { RaiseRules } from '../occurred/occurred-sources.ts';
import type { AlertRule } from '../rule.ts';
import type { RuleFields } from './rule-fields.ts';

/** How a kind looks at each closed day. Kinds with this trigger, and only those, can be previewed. */
export interface ClosedDayTrigger {
  /** The end of an account that an alert warns of, or hopes for. */
  readonly foretells: 'paid' | 'cancelled';
  /** Makes ready what tells of each row whether it is past the threshold. */
  readonly evaluator: (ruleDay: RuleDay) => EvaluateRow;
  /** Makes ready the test that subjects about to fire have to pass. */
  readonly guard: (ruleDay: RuleDay) => RowPredicate;
  /** What a subject starts as of which the rule has no memory. */
  readonly initialState: 'armed' | 'fired';
  /** Whether `segment` is what the rule looks at, not what narrows it down. */
  readonly isAboutSegment: boolean;
  readonly excludesCancelled: (rule: AlertRule) => boolean;
  /** Whether a rule cannot judge the day, because tracking was broken, and waits for a better one. */
  readonly waits: (ruleDay: RuleDay) => boolean;
  /** Whether accounts created since the last evaluation may fire at their first one. */
  readonly newAccountsFire: boolean;
  /** Members of an account, or accounts of a user, whose names the words want. */
  readonly named: (ruleDay: RuleDay, row: number) => readonly IdHash[];
  /** What an alert says; `row` is the subject's. @param nameOf of those who are `named` */
  readonly words: (ruleDay: RuleDay, row: number, name: string, nameOf?: NameOf) => AlertWords;
  /** What many did: `30 accounts ` goes before it. */
  readonly massTitle: string;
}

/** What most kinds of closed days have in common; each kind says where it differs. */
export const USUAL_CLOSED_DAY = {
  guard: () => () => true,
  named: () => [],
  initialState: 'armed',
  isAboutSegment: false,
  excludesCancelled: () => true,
  waits: () => false,
  newAccountsFire: false,
} as const satisfies Partial<ClosedDayTrigger>;

/** Everything about one kind of alert. It has at least one of the three triggers. */
export interface KindDefinition {
  readonly fields: RuleFields;
  readonly closedDay?: ClosedDayTrigger;
  /** A step in an account's life, as traits and events show it. */
  readonly lifecycle?: LifecycleTrigger;
  /** Raises what events show, of the last 24 hours. */
  readonly raise?: RaiseRules;
}
