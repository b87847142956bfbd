import { type Day, dayFromNumber, dayNumber } from '../model/day.ts';
import { groupBy } from '../model/group-by.ts';
import type { Activation, ScoringModel } from '../model/scoring-model.ts';
import type { AccountColumns, DayScores } from './day-scores.ts';
import { itemAt, listAt } from './list-column.ts';
import { dayAt } from './nullable-day.ts';
import { traitOn } from './profiles.ts';
import { accountTraits, type Reading } from './reading.ts';

/** The middle value, the mean of the middle two; null without any. */
function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** What is known of the activation of accounts, or of users. */
type Activated = Pick<AccountColumns, 'created' | 'progress' | 'activatedAt' | 'steps'>;

/** Days from creation to the last step; a step done before creation was known counts as day 0. */
function daysTaken({ created, activatedAt }: Activated, at: number): number | undefined {
  const [from, to] = [dayAt(created, at), dayAt(activatedAt, at)];
  return from === null || to === null ? undefined : Math.max(0, to - from);
}

const isActivated = ({ activatedAt }: Activated, at: number): boolean =>
  dayAt(activatedAt, at) !== null;

/** Of those whose creation is known. */
const createdOn = ({ created }: Activated, at: number): number => dayAt(created, at) ?? 0;

const openSteps = ({ steps }: Activated, at: number): number =>
  listAt(steps, at).filter((day) => day === 0).length;

/** How many are how far: progress, and subjects with it, from none to all steps. */
function distribution(progress: Float64Array, steps: number) {
  return Array.from({ length: steps + 1 }, (_, done) => ({
    done,
    progress: steps === 0 ? 0 : done / steps,
    count: progress.filter((share) => Math.round(share * steps) === done).length,
  }));
}

/** By step: how many of some did it, who is stuck without it, and how long it takes. */
function stepsView(of: Activated, activation: Activation, rows: readonly number[]) {
  return activation.steps.map((step, i) => {
    const dayOf = (at: number) => itemAt(of.steps, at, i);
    const done = rows.filter((at) => dayOf(at) > 0);
    const missing = rows.filter((at) => dayOf(at) === 0 && !isActivated(of, at));
    const last = missing.filter((at) => openSteps(of, at) === 1);
    const days = done.map((at) => Math.max(0, dayOf(at) - createdOn(of, at)));
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

/** What a reading says of new accounts or users. */
interface Cohorts {
  readonly of: Activated;
  readonly asOf: Day;
  readonly activation: Activation;
}

/** New ones of one kind: how many, how many of them made it, and how fast. */
function cohort({ of, asOf, activation }: Cohorts, rows: readonly number[]) {
  const activated = rows.filter((at) => isActivated(of, at));
  const deadline = dayNumber(asOf) - (activation.within ?? Number.POSITIVE_INFINITY);
  const open = rows.filter((at) => !isActivated(of, at) && createdOn(of, at) >= deadline);
  return {
    count: rows.length,
    activated: activated.length,
    /** Not activated, with time left. */
    open: open.length,
    rate: rows.length === 0 ? null : activated.length / rows.length,
    medianDays: median(activated.flatMap((at) => daysTaken(of, at) ?? [])),
  };
}

function months(cohorts: Cohorts, rows: readonly number[]) {
  const byMonth = groupBy(rows, (at) => dayFromNumber(createdOn(cohorts.of, at)).slice(0, 7));
  return [...byMonth]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, of]) => ({ month, ...cohort(cohorts, of) }));
}

/** By what new ones are told apart. */
interface Grouping {
  readonly by: string;
  readonly traitAt: (at: number) => unknown;
}

function groups(cohorts: Cohorts, rows: readonly number[], { by, traitAt }: Grouping) {
  const byValue = groupBy(rows, (at) => JSON.stringify(traitAt(at) ?? null));
  const sorted = [...byValue].sort(([a], [b]) => (a < b ? -1 : 1));
  const views = sorted.map(([value, of]) => ({ value: JSON.parse(value), ...cohort(cohorts, of) }));
  return { by, groups: views };
}

/**
 * Those that can be judged as new: their creation is known, and their time was not over before
 * there was any data. Whoever was a customer for a year then did its steps unseen.
 */
function isFresh({ firstDay }: DayScores, { within = 0 }: Activation, created: number | null) {
  return created !== null && created + within >= firstDay;
}

function viewOf(
  scores: DayScores,
  of: Activated,
  activation: Activation,
  grouping: Grouping | undefined,
) {
  const rows = [...of.progress.keys()];
  const fresh = rows.filter((at) => isFresh(scores, activation, dayAt(of.created, at)));
  const cohorts = { of, asOf: scores.asOf, activation };
  return {
    count: rows.length,
    activated: rows.filter((at) => isActivated(of, at)).length,
    distribution: distribution(of.progress, activation.steps.length),
    steps: stepsView(of, activation, fresh),
    new: cohort(cohorts, fresh),
    months: months(cohorts, fresh),
    ...(grouping && groups(cohorts, fresh, grouping)),
  };
}

/** Who is activated, how fast, and where the others are stuck; null without steps in the model. */
export function activationView(reading: Reading, model: ScoringModel, by?: string) {
  const { account, user } = model.activation ?? {};
  const { scores, userProfiles } = reading;
  const { accounts, users } = scores;
  const ofAccount = (trait: string) => (at: number) =>
    accountTraits(reading, accounts.hash[at] ?? '')[trait];
  const ofUser = (trait: string) => (at: number) =>
    traitOn(userProfiles?.get(users.hash[at] ?? ''), trait, scores.asOf);
  const grouped = (traitOf: (trait: string) => Grouping['traitAt']): Grouping | undefined =>
    by === undefined ? undefined : { by, traitAt: traitOf(by) };
  return {
    accounts: account ? viewOf(scores, accounts, account, grouped(ofAccount)) : null,
    users: user ? viewOf(scores, users, user, grouped(ofUser)) : null,
  };
}
