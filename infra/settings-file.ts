import { readFileSync } from 'node:fs';
import { BarometerError } from '../lib/model/barometer-error.ts';
import type { ChosenSettings } from './settings.ts';
import { checkedSettings } from './settings-for.ts';

/**
 * Settings from a JSON file, which go before those in `settings.ts`; of a group only what differs
 * need be given. Throws `invalid` for what cannot be read, and for wrong names and values.
 */
export function settingsFromFile(path: string): ChosenSettings {
  const given = parsed(path, textOf(path));
  checkedSettings(`settings in ${path}`, given);
  return given;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const what = isMissing ? 'there is no file' : 'there is no way to read';
    const message = `${what} ${path}, which -c settings names`;
    throw new BarometerError('invalid', message, { cause });
  }
}

function parsed(path: string, text: string): ChosenSettings {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BarometerError('invalid', `settings in ${path} are not JSON: ${why}`, { cause });
  }
}
