import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { alertEvent } from '../../lib/alerts/message/alert-event.ts';
import { modelSummary, type ScoresComputed } from '../../lib/alerts/scores-computed.ts';
import { sampleAlert } from '../support/builders/sample-alert.ts';
import { score } from '../support/builders/score.ts';
import { someCounts } from '../support/builders/some-counts.ts';
import { alertRaisedSchema, scoresComputedSchema } from './bus-event-schemas.ts';

const stored = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../docs/schemas/${name}.json`, import.meta.url), 'utf8'));

describe('docs/schemas', () => {
  it.each([
    ['alert-raised.v1', alertRaisedSchema],
    ['scores-computed.v1', scoresComputedSchema],
  ])('docs/schemas holds the JSON schema of %s as the code checks it', (name, schema) => {
    const settings = { io: 'input', target: 'draft-2020-12' } as const;
    expect(stored(name)).toEqual(JSON.parse(JSON.stringify(z.toJSONSchema(schema, settings))));
  });

  it('docs/schemas describes the events that are published', () => {
    expect(alertRaisedSchema.parse(alertEvent(sampleAlert()))).toEqual(alertEvent(sampleAlert()));
    const run = { runId: 'r', asOf: '2026-11-20', complete: true, alerts: 2 };
    const scores = score([someCounts('2026-11-20', [['ada', 'acme', 'Opened', 3]])]);
    const event: ScoresComputed = {
      schemaVersion: 1,
      ...run,
      computedAt: '2026-11-21T00:10:00.000Z',
      models: [modelSummary(scores)],
    };
    expect(scoresComputedSchema.parse(event)).toEqual(event);
    expect(event.models).toMatchObject([{ users: 1, accounts: 1, window: 7, benchmark: 3 }]);
  });
});
