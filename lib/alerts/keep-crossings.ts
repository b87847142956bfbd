import { BarometerError } from '../model/barometer-error.ts';
import type { Day } from '../model/day.ts';
import type { IdHash } from '../model/id-hash.ts';
import type { Alert, RuleState, StoredRuleState } from './alert.ts';
import type { AlertContext } from './alert-context.ts';
import type { AlertStore } from './alert-store.ts';
import type { Crossing } from './crossings.ts';
import { MASS_SUBJECT, MOST_SINGLE_ALERTS, massAlert } from './mass-alert.ts';
import type { AlertRule } from './rule.ts';

/** A crossing with the alert that tells of it, unless it is kept quiet. */
export interface NewAlert {
  readonly crossing: Pick<Crossing, 'hash' | 'memory'>;
  readonly alert?: Alert;
}

interface KeepSources {
  readonly store: AlertStore;
  readonly context: Pick<AlertContext, 'fingerprint' | 'raisedAt'>;
}

/** Conditional puts under way at once. */
const AT_ONCE = 16;

/** A put may lose to a publisher that empties the same outbox; then it is made again over that. */
const ATTEMPTS = 8;

/** Answers false when another evaluator has noted the same day: it wrote the very same state. */
async function keep(
  store: AlertStore,
  rule: string,
  { crossing, alert }: NewAlert,
  known: StoredRuleState | undefined,
): Promise<boolean> {
  const { hash, memory } = crossing;
  let stored = known;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (stored && stored.state.day >= memory.day) return false;
    const outbox = [...(stored?.state.outbox ?? []), ...(alert ? [alert] : [])];
    const state: RuleState = { rule, subject: hash, ...memory, outbox };
    if (await store.putState(state, stored?.revision ?? 0)) return true;
    stored = await store.getState(rule, hash);
  }
  // Not false, which would let the day count as evaluated: it is run again and goes on from here.
  throw new BarometerError(
    'conflict',
    `a rule state changed ${ATTEMPTS} times while being written`,
  );
}

/** Notes the message about many first: whoever goes on after a crash knows by it what was told. */
async function tellTogether(
  { store, context }: KeepSources,
  rule: AlertRule,
  day: Day,
  alerts: readonly Alert[],
  known: StoredRuleState | undefined,
): Promise<boolean> {
  if (known?.state.day === day) return true;
  if (rule.digest !== undefined || alerts.length <= MOST_SINGLE_ALERTS) return false;
  const alert = massAlert(rule, day, alerts, context);
  const memory = { state: 'fired', day, lastFiredDay: day } as const;
  await keep(store, rule.id, { crossing: { hash: MASS_SUBJECT, memory }, alert }, known);
  return true;
}

/**
 * Writes what a rule found on a day, each subject's state and alert in one conditional put.
 * Answers how many alerts went into outboxes.
 */
export async function keepCrossings(
  sources: KeepSources,
  rule: AlertRule,
  day: Day,
  found: readonly NewAlert[],
  states: ReadonlyMap<IdHash, StoredRuleState>,
): Promise<number> {
  const alerts = found.flatMap(({ alert }) => alert ?? []);
  const known = states.get(MASS_SUBJECT);
  const together = await tellTogether(sources, rule, day, alerts, known);
  let raised = 0;
  for (let from = 0; from < found.length; from += AT_ONCE) {
    const group = found.slice(from, from + AT_ONCE).map(({ crossing, alert }) => {
      const told = alert && (together ? { ...alert, told: 'mass' as const } : alert);
      return { crossing, ...(told && { alert: told }) };
    });
    const kept = await Promise.all(
      group.map((each) => keep(sources.store, rule.id, each, states.get(each.crossing.hash))),
    );
    raised += group.filter(({ alert }, at) => alert && kept[at]).length;
  }
  return raised;
}
