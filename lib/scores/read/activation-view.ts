import { type Day, dayFromNumber, dayNumber } from '../../model/day.ts';
import { groupBy } from '../../model/group-by.ts';
import { ownValue } from '../../model/own-value.ts';
import type { Activation } from '../../model/scoring-model.ts';
import { itemAt, listAt } from '../columns/list-column.ts';
import { dayAt, numberAt } from '../columns/nullable-column.ts';
import { isLate } from '../conditions/activation.ts';
import { traitOn } from '../conditions/profiles.ts';
import type { AccountColumns, DayScores } from '../snapshot/day-scores.ts';
import { accountTraits, type SnapshotWindow } from './snapshot-window.ts';

/** Returns the middle value, or the mean of the middle two; null without any. */
function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

type ActivationColumns = Pick<AccountColumns, 'created' | 'progress' | 'activatedAt' | 'steps'>;

/** Returns the days from creation to the last step; a step done before creation counts as day 0. */
function daysTaken({ created, activatedAt }: ActivationColumns, row: number): number | undefined {
  const [from, to] = [dayAt(created, row), dayAt(activatedAt, row)];
  return from === null || to === null ? undefined : Math.max(0, to - from);
}

const isActivated = ({ activatedAt }: ActivationColumns, row: number): boolean =>
  dayAt(activatedAt, row) !== null;

/** Returns the day number of a creation that is known. */
const createdOn = ({ created }: ActivationColumns, row: number): number => dayAt(created, row) ?? 0;

const openSteps = ({ steps }: ActivationColumns, row: number): number =>
  listAt(steps, row).filter((day) => day === 0).length;

/** Returns how many have done how many steps, from none to all. */
function distribution(progress: Float64Array, steps: number) {
  return Array.from({ length: steps + 1 }, (_, done) => ({
    done,
    progress: steps === 0 ? 0 : done / steps,
    count: progress.filter((share) => Math.round(share * steps) === done).length,
  }));
}

/** Returns by step how many of some rows did it, who is stuck without it, and how long it takes. */
function stepsView(of: ActivationColumns, activation: Activation, rows: readonly number[]) {
  return activation.steps.map((step, i) => {
    const dayOf = (row: number) => itemAt(of.steps, row, i);
    const done = rows.filter((row) => dayOf(row) > 0);
    const missing = rows.filter((row) => dayOf(row) === 0 && !isActivated(of, row));
    const last = missing.filter((row) => openSteps(of, row) === 1);
    const days = done.map((row) => Math.max(0, dayOf(row) - createdOn(of, row)));
    return {
      id: step.id,
      label: step.label ?? step.id,
      done: done.length,
      missing: missing.length,
      /** Those that lack nothing but this step. */
      lastMissing: last.length,
      medianDays: median(days),
    };
  });
}

interface CohortContext {
  readonly of: ActivationColumns;
  readonly asOf: Day;
  readonly activation: Activation;
}

/** Returns how many new ones there are, how many of them were activated in time, and how fast. */
function cohort({ of, asOf, activation }: CohortContext, rows: readonly number[]) {
  const isInTime = (row: number, day: number | null) =>
    day !== null && !isLate(activation, dayAt(of.created, row), day);
  const activated = rows.filter((row) => isInTime(row, dayAt(of.activatedAt, row)));
  const late = rows.filter((row) => isActivated(of, row)).length - activated.length;
  const open = rows.filter((row) => !isActivated(of, row) && isInTime(row, dayNumber(asOf)));
  return {
    count: rows.length,
    activated: activated.length,
    /** Activated after their time was over. */
    late,
    /** Not activated, with time left. */
    open: open.length,
    rate: rows.length === 0 ? null : activated.length / rows.length,
    medianDays: median(activated.flatMap((row) => daysTaken(of, row) ?? [])),
  };
}

function months(cohorts: CohortContext, rows: readonly number[]) {
  const byMonth = groupBy(rows, (row) => dayFromNumber(createdOn(cohorts.of, row)).slice(0, 7));
  return [...byMonth]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, of]) => ({ month, ...cohort(cohorts, of) }));
}

/** The trait by which new ones are grouped. */
interface Grouping {
  readonly by: string;
  readonly traitAt: (row: number) => unknown;
}

function groups(cohorts: CohortContext, rows: readonly number[], { by, traitAt }: Grouping) {
  const byValue = groupBy(rows, (row) => JSON.stringify(traitAt(row) ?? null));
  const sorted = [...byValue].sort(([a], [b]) => (a < b ? -1 : 1));
  const views = sorted.map(([value, of]) => ({ value: JSON.parse(value), ...cohort(cohorts, of) }));
  return { by, groups: views };
}

function subjectView(
  scores: DayScores,
  of: ActivationColumns,
  activation: Activation,
  grouping: Grouping | undefined,
) {
  const rows = [...of.progress.keys()];
  const isNew = (row: number) =>
    dayAt(of.created, row) !== null && numberAt(of.progress, row) !== null;
  const newRows = rows.filter(isNew);
  const cohorts = { of, asOf: scores.asOf, activation };
  return {
    count: rows.length,
    activated: rows.filter((row) => isActivated(of, row)).length,
    distribution: distribution(of.progress, activation.steps.length),
    steps: stepsView(of, activation, newRows),
    new: cohort(cohorts, newRows),
    months: months(cohorts, newRows),
    ...(grouping && groups(cohorts, newRows, grouping)),
  };
}

/** Returns who is activated, how fast, and where others are stuck; null without steps. */
export function activationView(snapshot: SnapshotWindow, by?: string) {
  const { scores, model, userProfiles } = snapshot;
  const { account, user } = model.activation ?? {};
  const { accounts, users } = scores;
  const ofAccount = (trait: string) => (row: number) =>
    ownValue(accountTraits(snapshot, accounts.hash[row] ?? ''), trait);
  const ofUser = (trait: string) => (row: number) =>
    traitOn(userProfiles?.get(users.hash[row] ?? ''), trait, scores.asOf);
  const grouped = (traitOf: (trait: string) => Grouping['traitAt']): Grouping | undefined =>
    by === undefined ? undefined : { by, traitAt: traitOf(by) };
  return {
    accounts: account ? subjectView(scores, accounts, account, grouped(ofAccount)) : null,
    users: user ? subjectView(scores, users, user, grouped(ofUser)) : null,
  };
}
