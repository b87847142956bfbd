import { describe, expect, it } from 'vitest';
import { baseServicesFrom } from '../../../lib/runtime/wiring/base-services.ts';
import { ingestServicesFromEnvironment } from '../../../lib/runtime/wiring/ingest-services.ts';

describe('the environment of a function', () => {
  it('the environment of a function names the variable that is missing', () => {
    expect(() => ingestServicesFromEnvironment({ TABLE_NAME: ' ' })).toThrow(
      'the environment variable TABLE_NAME is not set',
    );
  });

  it.each(['0', '-1', 'many', 'Infinity'])(
    'the environment of a function names the variable whose number is none: %s',
    (text) => {
      expect(() => baseServicesFrom({ RETENTION_DAYS: text }, 'ingest')).toThrow('RETENTION_DAYS');
    },
  );

  it('the environment of a function keeps 400 days and sets no limit by default', () => {
    expect(baseServicesFrom({}, 'ingest').settings).toEqual({ retentionDays: 400 });
    const said = { RETENTION_DAYS: '30', ACCOUNT_URL: 'https://x/{id}', REQUESTS_PER_SECOND: '5' };
    expect(baseServicesFrom(said, 'ingest').settings).toEqual({
      retentionDays: 30,
      accountUrl: 'https://x/{id}',
      requestsPerSecond: 5,
    });
  });
});
