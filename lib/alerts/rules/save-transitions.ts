import type { IdHash } from '../../model/id-hash.ts';
import type { Alert, StoredRuleState } from '../alert.ts';
import type { AlertStore } from '../alert-store.ts';
import type { AlertContext } from '../message/alert-context.ts';
import { modelIdOf } from '../rule.ts';
import { updateRuleState } from '../update-rule-state.ts';
import type { CompiledRule } from './compile-rule.ts';
import type { Transition } from './transitions-on.ts';

/** More alerts of one rule on one day become one message; all of them are on the list. */
const MAX_SINGLE_ALERTS = 20;

/** In place of a subject in the state and the id of a message about many. */
const MASS_SUBJECT = 'mass';

function importanceOf({ facts }: Alert): number {
  const { change, score } = facts;
  return typeof change === 'number' ? 1_000 + Math.abs(change) : Number(score ?? 0);
}

const distinct = (values: readonly unknown[]) =>
  [...new Set(values)].filter((v) => v !== undefined);

/** Returns one message about everything that a rule found on a day: the top twenty, and how many. */
export function massAlert(
  { ruleDay: { rule, scores, subjectKind }, trigger }: Pick<CompiledRule, 'ruleDay' | 'trigger'>,
  alerts: readonly Alert[],
  context: Pick<AlertContext, 'fingerprint' | 'raisedAt'>,
): Alert {
  const sorted = [...alerts].sort(
    (a, b) => importanceOf(b) - importanceOf(a) || (a.id < b.id ? -1 : 1),
  );
  const top = sorted.slice(0, MAX_SINGLE_ALERTS);
  const day = scores.asOf;
  const others = alerts.length - top.length;
  return {
    id: context.fingerprint(['alert', rule.id, MASS_SUBJECT, day, 'fired']),
    rule: rule.id,
    kind: rule.kind,
    scope: subjectKind,
    severity: rule.severity ?? 'medium',
    model: modelIdOf(rule),
    subject: MASS_SUBJECT,
    subjectId: '',
    day,
    raisedAt: context.raisedAt,
    title: `${alerts.length} ${subjectKind}s ${trigger.massTitle} (${rule.id})`,
    text: [...top.map(({ title }) => title), `and ${others} more, all in the list of alerts`].join(
      '\n',
    ),
    facts: {
      count: alerts.length,
      top: top.map(({ id, subjectId, name, title }) => ({ id, subjectId, name, title })),
      owners: distinct(alerts.map(({ owner }) => owner)),
      segments: distinct(alerts.flatMap(({ facts }) => facts['segments'] ?? [])),
    },
  };
}

/** A transition with the alert about it, unless it is kept quiet. */
export interface NewAlert {
  readonly transition: Pick<Transition, 'hash' | 'firingState'>;
  readonly alert?: Alert;
}

/** Where transitions are saved to, and what was read from there for the day. */
interface SaveSources {
  readonly store: AlertStore;
  readonly context: Pick<AlertContext, 'fingerprint' | 'raisedAt'>;
  readonly states: ReadonlyMap<IdHash, StoredRuleState>;
}

/** Conditional puts under way at once. */
const CONCURRENCY = 16;

/** Returns how many alerts it wrote: 0 after another evaluator, which wrote the very same state. */
function saveTransition(
  { store, states }: SaveSources,
  rule: string,
  { transition, alert }: NewAlert,
): Promise<number> {
  const { hash, firingState } = transition;
  const key = { rule, subject: hash, known: { stored: states.get(hash) } };
  return updateRuleState(store, key, (state) => {
    if (state && state.day >= firingState.day) return undefined;
    return { memory: firingState, alerts: alert ? [alert] : [] };
  });
}

/**
 * Saves the message about many before all else: whoever goes on after a crash knows by it what went
 * out. Returns whether there is one.
 */
async function saveMassAlert(
  sources: SaveSources,
  compiled: CompiledRule,
  alerts: readonly Alert[],
): Promise<boolean> {
  const { rule, scores } = compiled.ruleDay;
  const day = scores.asOf;
  if (sources.states.get(MASS_SUBJECT)?.state.day === day) return true;
  if (rule.digest !== undefined || alerts.length <= MAX_SINGLE_ALERTS) return false;
  const alert = massAlert(compiled, alerts, sources.context);
  const firingState = { state: 'fired', day, lastFiredDay: day } as const;
  await saveTransition(sources, rule.id, {
    transition: { hash: MASS_SUBJECT, firingState },
    alert,
  });
  return true;
}

/**
 * Writes what a rule found on a day, each subject's state and alert in one conditional put.
 *
 * @returns how many alerts went into outboxes
 */
export async function saveTransitions(
  sources: SaveSources,
  compiled: CompiledRule,
  found: readonly NewAlert[],
): Promise<number> {
  const alerts = found.flatMap(({ alert }) => alert ?? []);
  const isMass = await saveMassAlert(sources, compiled, alerts);
  const { rule } = compiled.ruleDay;
  let raised = 0;
  for (let from = 0; from < found.length; from += CONCURRENCY) {
    const saved = await Promise.all(
      found.slice(from, from + CONCURRENCY).map(({ transition, alert }) => {
        const listed = alert && (isMass ? { ...alert, told: 'mass' as const } : alert);
        return saveTransition(sources, rule.id, { transition, ...(listed && { alert: listed }) });
      }),
    );
    raised += saved.reduce((sum, count) => sum + count, 0);
  }
  return raised;
}
