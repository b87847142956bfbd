import type { Alert } from '../../../lib/alerts/alert.ts';

/** An alert as rules raise it, but for what a test says of it. */
export function sampleAlert(given: Partial<Alert> = {}): Alert {
  return {
    id: '0123456789abcdef0123456789abcdef',
    rule: 'score-drop',
    kind: 'score.decreased',
    scope: 'account',
    severity: 'high',
    model: 'default',
    subject: '00000000000000a0',
    subjectId: 'acme',
    name: 'Acme Inc',
    owner: 'dana',
    day: '2026-03-01',
    raisedAt: '2026-03-02T00:10:00.000Z',
    title: 'Acme Inc fell from 80 to 52',
    text: 'Fewer Task Completed (-20).\nhttps://app.example.com/accounts/acme',
    facts: { previousScore: 80, score: 52 },
    ...given,
  };
}

/** So many alerts that differ by id alone. */
export function sampleAlerts(count: number, given: Partial<Alert> = {}): Alert[] {
  return Array.from({ length: count }, (_, at) =>
    sampleAlert({ ...given, id: at.toString(16).padStart(32, '0') }),
  );
}
