import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ALERT_KINDS } from '../../lib/alerts/kinds/kinds.ts';
import { shippedRules } from '../support/builders/shipped-rules.ts';

describe('the shipped rules', () => {
  const kinds = new Set(shippedRules().map(({ kind }) => kind));

  it('the shipped rules are valid, all on, and named after their files', () => {
    expect(shippedRules().length).toBeGreaterThanOrEqual(15);
    expect(shippedRules().every(({ enabled }) => enabled)).toBe(true);
  });

  it.each([
    'account.created',
    'account.converted',
    'account.user_added',
    'activation.progressed',
    'activation.completed',
    'score.decreased',
    'account.inactive',
    'score.increased',
    'feature.adopted',
    'feature.risk_used',
    'account.cancelled',
  ] as const)('the shipped rules include one of the kind %s', (kind) => {
    expect(kinds).toContain(kind);
  });

  it('the shipped rules are all described where people look for them, with their severity', () => {
    const docs = readFileSync(new URL('../../docs/alerts.md', import.meta.url), 'utf8');
    for (const { id, severity } of shippedRules()) {
      expect(docs).toMatch(
        new RegExp(`^\\| \`${id}\` \\| .* \\| ${severity}(, in digests)? \\|$`, 'm'),
      );
    }
    for (const kind of ALERT_KINDS) expect(docs).toContain(`\`${kind}\``);
  });
});
