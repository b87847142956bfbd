import type { Alert } from '../alert.ts';
import type { AlertContext } from '../message/alert-context.ts';
import type { CompiledRule } from './compile-rule.ts';

/** More alerts of one rule on one day become one message; all of them are on the list. */
export const MAX_SINGLE_ALERTS = 20;

/** In place of a subject in the state and the id of a message about many. */
export const MASS_SUBJECT = 'mass';

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
    model: rule.model ?? 'default',
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
