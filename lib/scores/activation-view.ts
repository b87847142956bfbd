import { dayFromNumber, dayNumber } from '../model/day.ts';
import { groupBy } from '../model/group-by.ts';
import type { Activation, ScoringModel } from '../model/scoring-model.ts';
import type { AccountColumns, DayScores } from './day-scores.ts';
import { accountTraits, type Reading } from './reading.ts';

/** The middle value, the mean of the middle two; null without any. */
function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** Days from creation to the last step; a step done before creation was known counts as day 0. */
function daysTaken({ created, activatedAt }: AccountColumns, at: number): number | undefined {
  const [from, to] = [created[at] ?? null, activatedAt[at] ?? null];
  return from === null || to === null ? undefined : Math.max(0, to - from);
}

const isActivated = ({ activatedAt }: AccountColumns, at: number): boolean =>
  (activatedAt[at] ?? null) !== null;

/** How many are how far: progress, and subjects with it, from none to all steps. */
function distribution(progress: readonly number[], steps: number) {
  return Array.from({ length: steps + 1 }, (_, done) => ({
    done,
    progress: steps === 0 ? 0 : done / steps,
    count: progress.filter((share) => Math.round(share * steps) === done).length,
  }));
}

/** By step: how many did it, who is stuck without it, and how long it takes. */
function stepsView(scores: DayScores, activation: Activation) {
  const { accounts } = scores;
  const rows = [...accounts.hash.keys()];
  return activation.steps.map((step, i) => {
    const dayOf = (at: number) => accounts.steps[at]?.[i] ?? 0;
    const done = rows.filter((at) => dayOf(at) > 0);
    const missing = rows.filter((at) => dayOf(at) === 0 && !isActivated(accounts, at));
    const last = missing.filter(
      (at) => accounts.steps[at]?.filter((day) => day === 0).length === 1,
    );
    const days = done.flatMap((at) => {
      const created = accounts.created[at] ?? null;
      return created === null ? [] : Math.max(0, dayOf(at) - created);
    });
    return {
      id: step.id,
      label: step.label ?? step.id,
      done: done.length,
      missing: missing.length,
      /** Accounts that lack nothing but this step. */
      lastMissing: last.length,
      medianDays: median(days),
    };
  });
}

/** New accounts of one kind: how many, how many of them made it, and how fast. */
function cohort({ scores }: Reading, activation: Activation, rows: readonly number[]) {
  const { accounts } = scores;
  const activated = rows.filter((at) => isActivated(accounts, at));
  const deadline = dayNumber(scores.asOf) - (activation.within ?? Number.POSITIVE_INFINITY);
  const open = rows.filter(
    (at) => !isActivated(accounts, at) && (accounts.created[at] ?? 0) >= deadline,
  );
  return {
    accounts: rows.length,
    activated: activated.length,
    /** Not activated, with time left. */
    open: open.length,
    rate: rows.length === 0 ? null : activated.length / rows.length,
    medianDays: median(activated.flatMap((at) => daysTaken(accounts, at) ?? [])),
  };
}

function months(reading: Reading, activation: Activation, rows: readonly number[]) {
  const { created } = reading.scores.accounts;
  const byMonth = groupBy(rows, (at) => dayFromNumber(created[at] ?? 0).slice(0, 7));
  return [...byMonth]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, of]) => ({ month, ...cohort(reading, activation, of) }));
}

function groups(reading: Reading, activation: Activation, rows: readonly number[], by: string) {
  const { hash } = reading.scores.accounts;
  const traitOf = (at: number) => accountTraits(reading, hash[at] ?? '')[by] ?? null;
  const byValue = groupBy(rows, (at) => JSON.stringify(traitOf(at)));
  return [...byValue]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([value, of]) => ({ value: JSON.parse(value), ...cohort(reading, activation, of) }));
}

function ofAccounts(reading: Reading, activation: Activation, by: string | undefined) {
  const { scores } = reading;
  const rows = [...scores.accounts.hash.keys()];
  const fresh = rows.filter((at) => (scores.accounts.created[at] ?? null) !== null);
  return {
    count: rows.length,
    distribution: distribution(scores.accounts.progress, activation.steps.length),
    steps: stepsView(scores, activation),
    /** Accounts whose creation is known: the only ones that can be new. */
    new: cohort(reading, activation, fresh),
    months: months(reading, activation, fresh),
    ...(by === undefined ? {} : { by, groups: groups(reading, activation, fresh, by) }),
  };
}

/** Who is activated, how fast, and where the others are stuck; null without steps in the model. */
export function activationView(reading: Reading, model: ScoringModel, by?: string) {
  const { account, user } = model.activation ?? {};
  const { users } = reading.scores;
  return {
    accounts: account ? ofAccounts(reading, account, by) : null,
    users: user
      ? {
          count: users.hash.length,
          distribution: distribution(users.progress, user.steps.length),
          activated: users.activatedAt.filter((day) => day !== null).length,
        }
      : null,
  };
}
