import { describe, it } from 'vitest';
import * as z from 'zod';
import { ALERT_KINDS } from '../../lib/alerts/kinds/kinds.ts';
import type { AlertKind } from '../../lib/alerts/rule.ts';
import { schemaFaults } from '../../lib/http/schema/read-by-schema.ts';
import { ruleSchema } from '../../lib/http/schema/rule-schema.ts';
import { expectGolden } from './golden-file.ts';

const ADVICE = 'What a rule may hold, or what is said of one that may not be, has changed.';

/** Of each field, what rules may hold and what they may not. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  scope: ['account', 'user', 'team', 3],
  threshold: [0, 0.5, 1, 20, 100, 101, -1, '5'],
  clear: [0, 1, 2, 100, 101, -1],
  days: [0, 1, 3_650, 3_651, 1.5],
  window: [0, 7, 1_000],
  segment: ['paid', '', 3],
  exceptSegment: ['trial'],
  minMembers: [0, 1, 1_000_001],
  maxMembers: [5],
  minActiveDays: [0, 28, 29],
  minTenureDays: [0, 30],
  feature: ['reports', 7],
  events: [[], ['Opened'], [''], 'Opened'],
  cooldownDays: [-1, 0, 3_651],
  digest: ['daily', 'weekly'],
  severity: ['low', 'worst'],
  enabled: [true, 'yes'],
  id: ['r', '-'],
  model: ['default', 'a b'],
};

function neededBy(kind: AlertKind): object {
  if (kind.startsWith('score.') || kind === 'activation.progressed') return { threshold: 0.5 };
  if (kind.endsWith('inactive')) return { days: 3 };
  return kind.startsWith('segment.') ? { segment: 'paid' } : {};
}

/** Rules that are refused, or just not. */
function triedRules(): readonly object[] {
  return ALERT_KINDS.flatMap((kind) => [
    { kind },
    { kind, unknown: 1 },
    ...Object.entries(VALUES).flatMap(([name, given]) =>
      given.map((value) => ({ kind, ...neededBy(kind), [name]: value })),
    ),
  ]);
}

describe('the schema of rules', () => {
  it('the schema of rules is described by the JSON schema of its golden file', () => {
    const schema = z.toJSONSchema(ruleSchema, { io: 'input', target: 'draft-2020-12' });
    expectGolden('rule-schema', `${JSON.stringify(schema, undefined, 1)}\n`, ADVICE);
  });

  it('the schema of rules takes, refuses and explains what its golden file holds', () => {
    const tried = [{ kind: 'nothing' }, {}, 'text', null, ...triedRules()];
    const lines = tried.flatMap((rule) => {
      const { data, error } = ruleSchema.safeParse(rule, { reportInput: true });
      const answer = error ? schemaFaults(error).map((fault) => Object.values(fault)) : data;
      const text = JSON.stringify(answer);
      const isOtherField =
        text.includes('unknown key') && !JSON.stringify(rule).includes('unknown');
      return isOtherField ? [] : [`${JSON.stringify(rule)} ${text}\n`];
    });
    expectGolden('rule-faults', lines.join(''), ADVICE);
  });
});
