import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../lib/runtime/metrics.ts';

describe('a metric', () => {
  it('is one line of the embedded format with two dimensions', () => {
    const lines: string[] = [];
    const put = createMetrics(
      (line) => lines.push(line),
      () => 7,
      { service: 's', stage: 'dev' },
    );
    put({ EventsAccepted: 3, IngestMilliseconds: 12 });
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
                { Name: 'IngestMilliseconds', Unit: 'Milliseconds' },
              ],
            },
          ],
        },
        service: 's',
        stage: 'dev',
        EventsAccepted: 3,
        IngestMilliseconds: 12,
      },
    ]);
  });
});
