import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alertEvent,
  alertPayload,
  MAX_PAYLOAD_BYTES,
} from '../../../lib/alerts/message/alert-event.ts';
import { jsonText } from '../../../lib/alerts/message/json-text.ts';
import { sampleAlert } from '../../support/builders/sample-alert.ts';

describe('the event of an alert', () => {
  it('the event of an alert tells everything but the hash of its subject', () => {
    const { subject, ...told } = sampleAlert();
    expect(alertEvent(sampleAlert())).toEqual({ schemaVersion: 1, ...told });
    expect(jsonText(alertPayload(sampleAlert()))).not.toContain(subject);
  });

  it('the event of an alert is the data of a webhook, whose type is its kind and whose timestamp is its instant', () => {
    expect(alertPayload(sampleAlert())).toEqual({
      type: 'score.decreased',
      timestamp: '2026-03-02T00:10:00.000Z',
      data: alertEvent(sampleAlert()),
    });
  });

  it('the event of an alert loses its longest figures first when it would be too large', () => {
    const accounts = Array.from({ length: 2_000 }, (_, at) => `account ${at}`);
    const event = alertEvent(sampleAlert({ facts: { accounts, score: 52, previousScore: 80 } }));
    expect(event.facts).toEqual({ score: 52, previousScore: 80 });
    expect(event.truncated).toBe(true);
    expect(event.title).toBe(sampleAlert().title);
  });

  it('the event of an alert keeps a surrogate pair whole where a text is cut', () => {
    const { text } = alertEvent(sampleAlert({ text: 'x'.repeat(9) + '😀'.repeat(10_000) }));
    expect(text).not.toMatch(/\p{Surrogate}/u);
    expect(Array.from(text)).toHaveLength(1_800);
  });

  it('the event of an alert never takes more than 20,000 bytes, whatever names and texts hold', () => {
    const unit = fc.constantFrom('a', '\u0000', '"', 'é', '😀', '\uffff', '\ud800');
    const long = fc.string({ unit, maxLength: 30_000, size: 'max' });
    const facts = fc.dictionary(fc.string({ unit, maxLength: 30 }), long, { maxKeys: 5 });
    const alerts = fc.record({ title: long, text: long, name: long, owner: long, facts });
    fc.assert(
      fc.property(alerts, (given) => {
        const json = jsonText(alertPayload(sampleAlert({ ...given, subjectId: given.name })));
        expect(Buffer.byteLength(json)).toBeLessThanOrEqual(MAX_PAYLOAD_BYTES);
      }),
      { numRuns: 30 },
    );
  });
});

describe('JSON for queues and topics', () => {
  it('the JSON for queues and topics has no character that SQS refuses, and the same value', () => {
    const value = { text: 'a\u0000\u007f\u0085\ufffe\uffff\ud800 é 😀' };
    const json = jsonText(value);
    expect(json).toMatch(/^[\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
    expect(JSON.parse(json)).toEqual(value);
  });
});
