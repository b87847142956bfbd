import type { Day } from '../../model/day.ts';
import type { Alert } from '../alert.ts';
import type { AlertContext } from '../message/alert-context.ts';
import type { AlertKind, AlertRule } from '../rule.ts';

/** More alerts of one rule on one day are told in one message; all of them are on the list. */
export const MAX_SINGLE_ALERTS = 20;

/** In place of a subject in the state and the id of a message about many. */
export const MASS_SUBJECT = 'mass';

function importanceOf({ facts }: Alert): number {
  const { change, score } = facts;
  return typeof change === 'number' ? 1_000 + Math.abs(change) : Number(score ?? 0);
}

/** What many did on one day. */
const MASS_TITLES: Readonly<Partial<Record<AlertKind, string>>> = {
  'score.decreased': 'fell on one day',
  'score.increased': 'rose on one day',
  'score.below': 'came below their mark on one day',
  'score.above': 'came above their mark on one day',
  'activation.progressed': 'came on with their activation on one day',
  'activation.completed': 'were activated on one day',
  'account.inactive': 'became inactive on one day',
  'account.reactivated': 'came back on one day',
  'user.inactive': 'became inactive on one day',
  'segment.entered': 'entered a segment on one day',
  'segment.left': 'left a segment on one day',
};

const distinct = (values: readonly unknown[]) =>
  [...new Set(values)].filter((v) => v !== undefined);

/** One message about everything that a rule found on a day: the top twenty, and how many. */
export function massAlert(
  rule: AlertRule,
  day: Day,
  alerts: readonly Alert[],
  context: Pick<AlertContext, 'fingerprint' | 'raisedAt'>,
): Alert {
  const sorted = [...alerts].sort(
    (a, b) => importanceOf(b) - importanceOf(a) || (a.id < b.id ? -1 : 1),
  );
  const top = sorted.slice(0, MAX_SINGLE_ALERTS);
  const scope = alerts[0]?.scope ?? 'account';
  const others = alerts.length - top.length;
  return {
    id: context.fingerprint(['alert', rule.id, MASS_SUBJECT, day, 'fired']),
    rule: rule.id,
    kind: rule.kind,
    scope,
    severity: rule.severity ?? 'medium',
    model: rule.model ?? 'default',
    subject: MASS_SUBJECT,
    subjectId: '',
    day,
    raisedAt: context.raisedAt,
    title: `${alerts.length} ${scope}s ${MASS_TITLES[rule.kind] ?? 'at once'} (${rule.id})`,
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
