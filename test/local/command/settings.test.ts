import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { help, OPTIONS, readSettings } from '../../../local/command/settings.ts';

const KEY = 'x'.repeat(29);

describe('settings', () => {
  it('the local settings have defaults for everything', () => {
    expect(readSettings([], {})).toEqual({
      port: 8787,
      host: '127.0.0.1',
      data: resolve('.barometer'),
      retentionDays: 400,
      keys: {},
    });
  });

  it('the local settings come from environment variables, and flags come first', () => {
    const settings = readSettings(['--port', '9000', '--read-key', `rk_${KEY}`], {
      PORT: '8000',
      HOST: '0.0.0.0',
      BAROMETER_NOW: '2018-12-01T00:30:00Z',
      BAROMETER_DATA: '/data',
      BAROMETER_MODEL: '/model.yaml',
      BAROMETER_RETENTION_DAYS: '30',
      BAROMETER_ACCOUNT_URL: 'https://app.example.com/accounts/{id}',
      BAROMETER_KEY_LIMIT: '50',
      BAROMETER_WRITE_KEY: `wk_${KEY}`,
      BAROMETER_ADMIN_KEY: '',
    });
    expect(settings).toEqual({
      port: 9000,
      host: '0.0.0.0',
      data: '/data',
      startAt: Date.parse('2018-12-01T00:30:00Z'),
      modelFile: '/model.yaml',
      retentionDays: 30,
      accountUrl: 'https://app.example.com/accounts/{id}',
      requestsPerSecond: 50,
      keys: { write: `wk_${KEY}`, read: `rk_${KEY}` },
    });
  });

  it('the local settings take a day as its first instant', () => {
    expect(readSettings(['--now', '2018-12-01'], {})?.startAt).toBe(Date.UTC(2018, 11, 1));
  });
});

describe('wrong settings', () => {
  it.each([
    ['--port', 'http', '--port must be a whole number from 0 to 65535, got'],
    ['--port', '65536', '--port must be a whole number from 0 to 65535, got'],
    ['--key-limit', '0.5', '--key-limit must be a whole number from 1 to 10000, got'],
    ['--retention-days', '0', '--retention-days must be a whole number from 1 to 3650, got'],
    [
      '--now',
      'yesterday',
      "--now must be an instant such as 2026-11-21T09:30:00Z, got 'yesterday'",
    ],
    ['--now', '2026-02-30', '--now must be an instant'],
    ['--now', '2026-02-03T10:00:00', '--now must be an instant'],
    ['--now', '2026-02-03T25:00:00Z', '--now must be an instant'],
    ['--account-url', 'app.example.com', '--account-url must be an http or https URL'],
    ['--account-url', 'javascript:alert(1)', '--account-url must be an http or https URL'],
    ['--write-key', 'wk_short', '--write-key must start with wk_ and have at least 32 characters'],
    ['--read-key', `wk_${KEY}`, '--read-key must start with rk_'],
    ['--admin-key', `ak_${KEY} x`, 'without spaces and colons'],
    ['--colour', 'blue', "Unknown option '--colour': see --help"],
  ])('the local settings refuse %s %s in one line', (flag, value, message) => {
    expect(() => readSettings([flag, value], {})).toThrow(message);
  });

  it('the local settings never show a key that is refused', () => {
    expect(() => readSettings([], { BAROMETER_WRITE_KEY: 'wk_secret' })).toThrow(
      /^(?!.*wk_secret).*BAROMETER_WRITE_KEY/,
    );
  });
});

describe('the help', () => {
  it('the help of the local server names all settings in 80 columns', () => {
    expect(readSettings(['--help'], {})).toBeUndefined();
    for (const [flag, [variable]] of Object.entries(OPTIONS)) {
      expect(help()).toContain(`--${flag}`);
      expect(help()).toContain(variable);
    }
    for (const line of help().split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});
