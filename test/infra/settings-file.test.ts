import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { settingsFromFile } from '../../infra/settings-file.ts';
import { settingsFor } from '../../infra/settings-for.ts';

const folder = mkdtempSync(join(tmpdir(), 'barometer-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, 'settings.json');
  writeFileSync(path, text);
  return path;
}

describe('a file of settings', () => {
  it('a settings file goes before the defaults, and changes of a group only what it names', () => {
    const given = '{"retentionDays": 90, "retainData": false, "memory": {"score": 1769}}';
    const settings = settingsFor('prod', settingsFromFile(file(given)));
    expect(settings).toMatchObject({ retentionDays: 90, retainData: false, logRetentionDays: 90 });
    expect(settings.memory).toEqual({ ...settingsFor('prod').memory, score: 1769 });
  });

  it.each([
    ['{"retention": 90}', 'retention is no setting, there are retentionDays, retainData'],
    ['{"environment": "dev"}', 'environment is no setting'],
    ['{"alarms": {"hours": 2}}', 'alarms.hours is no setting, there are alarms.tailMinutes'],
    ['{"retainData": "yes"}', 'retainData must be a boolean, got a string'],
    ['{"alertEmails": "a@b.co"}', 'alertEmails must be a list, got a string'],
    ['{"memory": null}', 'memory must be an object, got null'],
    ['retentionDays: 90', 'are not JSON'],
  ])('a settings file is refused when it says %s', (text, message) => {
    expect(() => settingsFromFile(file(text))).toThrow(message);
  });

  it('a settings file that does not exist is named in the error', () => {
    expect(() => settingsFromFile('no/such.json')).toThrow('there is no file no/such.json');
    expect(() => settingsFromFile(folder)).toThrow(`there is no way to read ${folder}`);
  });

  it('a settings file is held to the limits of all settings', () => {
    const given = file('{"retentionDays": 7}');
    expect(() => settingsFor('dev', settingsFromFile(given))).toThrow(
      'retentionDays must be a whole number',
    );
  });
});
