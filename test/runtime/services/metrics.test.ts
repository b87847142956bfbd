import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../../lib/runtime/services/metrics.ts';

describe('a metric', () => {
  it('a metric is one line of the embedded format with two dimensions', () => {
    const lines: string[] = [];
    const put = createMetrics(
      (line) => lines.push(line),
      () => 7,
      { service: 's', stage: 'dev' },
    );
    put({ EventsAccepted: 3, ScoreSeconds: 12 });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        _aws: {
          Timestamp: 7,
          CloudWatchMetrics: [
            {
              Namespace: 'Barometer',
              Dimensions: [['service', 'stage']],
              Metrics: [
                { Name: 'EventsAccepted', Unit: 'Count' },
                { Name: 'ScoreSeconds', Unit: 'Seconds' },
              ],
            },
          ],
        },
        service: 's',
        stage: 'dev',
        EventsAccepted: 3,
        ScoreSeconds: 12,
      },
    ]);
  });

  it('a metric is written at 0 only where an alarm waits for it, as what is written is billed', () => {
    const lines: string[] = [];
    const put = createMetrics(
      (line) => lines.push(line),
      () => 7,
      { service: 's', stage: 'dev' },
    );
    put({ HoursUnsealed: 0, AlertsUnpublished: 0 });
    put({ EventsRefused: 0 });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ HoursUnsealed: 0 }]);
    expect(lines.join('')).not.toMatch(/AlertsUnpublished|EventsRefused/);
  });
});
