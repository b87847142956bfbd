import { BarometerError } from '../../model/barometer-error.ts';
import type { Day } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { Alert, RuleState, StoredRuleState } from '../alert.ts';
import type { AlertStore } from '../alert-store.ts';
import type { AlertContext } from '../message/alert-context.ts';
import type { AlertRule } from '../rule.ts';
import { MASS_SUBJECT, MAX_SINGLE_ALERTS, massAlert } from './mass-alert.ts';
import type { Transition } from './transitions-on.ts';

/** A crossing with the alert that tells of it, unless it is kept quiet. */
export interface NewAlert {
  readonly transition: Pick<Transition, 'hash' | 'firingState'>;
  readonly alert?: Alert;
}

interface SaveSources {
  readonly store: AlertStore;
  readonly context: Pick<AlertContext, 'fingerprint' | 'raisedAt'>;
}

/** Conditional puts under way at once. */
const CONCURRENCY = 16;

/** A put may lose to a publisher that empties the same outbox; then it is made again over that. */
const ATTEMPTS = 8;

/** Answers false when another evaluator has noted the same day: it wrote the very same state. */
async function saveTransition(
  store: AlertStore,
  rule: string,
  { transition, alert }: NewAlert,
  known: StoredRuleState | undefined,
): Promise<boolean> {
  const { hash, firingState } = transition;
  let stored = known;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (stored && stored.state.day >= firingState.day) return false;
    const outbox = [...(stored?.state.outbox ?? []), ...(alert ? [alert] : [])];
    const state: RuleState = { rule, subject: hash, ...firingState, outbox };
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
async function saveMassAlert(
  { store, context }: SaveSources,
  rule: AlertRule,
  day: Day,
  alerts: readonly Alert[],
  known: StoredRuleState | undefined,
): Promise<boolean> {
  if (known?.state.day === day) return true;
  if (rule.digest !== undefined || alerts.length <= MAX_SINGLE_ALERTS) return false;
  const alert = massAlert(rule, day, alerts, context);
  const firingState = { state: 'fired', day, lastFiredDay: day } as const;
  await saveTransition(
    store,
    rule.id,
    { transition: { hash: MASS_SUBJECT, firingState }, alert },
    known,
  );
  return true;
}

/**
 * Writes what a rule found on a day, each subject's state and alert in one conditional put.
 * Answers how many alerts went into outboxes.
 */
export async function saveTransitions(
  sources: SaveSources,
  rule: AlertRule,
  day: Day,
  newAlerts: readonly NewAlert[],
  states: ReadonlyMap<IdHash, StoredRuleState>,
): Promise<number> {
  const alerts = newAlerts.flatMap(({ alert }) => alert ?? []);
  const known = states.get(MASS_SUBJECT);
  const isMass = await saveMassAlert(sources, rule, day, alerts, known);
  let raised = 0;
  for (let from = 0; from < newAlerts.length; from += CONCURRENCY) {
    const group = newAlerts.slice(from, from + CONCURRENCY).map(({ transition, alert }) => {
      const listed = alert && (isMass ? { ...alert, told: 'mass' as const } : alert);
      return { transition, ...(listed && { alert: listed }) };
    });
    const saved = await Promise.all(
      group.map((each) =>
        saveTransition(sources.store, rule.id, each, states.get(each.transition.hash)),
      ),
    );
    raised += group.filter(({ alert }, index) => alert && saved[index]).length;
  }
  return raised;
}
