import { readdirSync, readFileSync } from 'node:fs';
import type { AlertRule } from '../../../lib/alerts/rule.ts';
import { readRule } from '../../../lib/http/schema/rule-schema.ts';

const folder = new URL('../../../examples/rules/', import.meta.url);

/** The rules that come with the product, read through the schema. */
export function shippedRules(): readonly AlertRule[] {
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const value: unknown = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
      return readRule(value, file.replace(/\.json$/, ''));
    });
}
