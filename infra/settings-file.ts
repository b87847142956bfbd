import { existsSync, readFileSync } from 'node:fs';
import { BarometerError, type Fault } from '../lib/model/barometer-error.ts';
import { DEFAULTS, type StackSettings } from './settings.ts';

export type SettingOverrides = Partial<Omit<StackSettings, 'environment'>>;

/** Those without a default, which a file may give as well. */
const OPTIONAL = ['requestsPerSecondOfKey', 'alarmEmail', 'accountUrl', 'restoredTable'];
const GROUPS = ['schedules', 'memory', 'alarms'] as const;

/**
 * Settings from a JSON file, which go before those in `settings.ts`; of a group only what differs
 * need be given. Throws `invalid` for what cannot be read and for names that do not exist.
 */
export function settingsFromFile(path: string): SettingOverrides {
  const given = parsed(path);
  const faults = faultsIn(given);
  if (faults.length > 0) {
    const faultList = faults.map((fault) => `${fault.path} ${fault.message}`).join('; ');
    throw new BarometerError('invalid', `settings in ${path}: ${faultList}`, { faults });
  }
  const groups = GROUPS.filter((group) => group in given);
  const merged = groups.map((group) => [group, { ...DEFAULTS[group], ...Object(given[group]) }]);
  return { ...given, ...Object.fromEntries(merged) };
}

function parsed(path: string): Record<string, unknown> {
  if (!existsSync(path)) {
    throw new BarometerError('invalid', `there is no file ${path}, which -c settings names`);
  }
  try {
    return Object(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BarometerError('invalid', `settings in ${path} are not JSON: ${why}`, { cause });
  }
}

function faultsIn(given: Record<string, unknown>): Fault[] {
  const names = [...Object.keys(DEFAULTS), ...OPTIONAL];
  const inGroups = GROUPS.flatMap((group) =>
    unknownIn(Object(given[group]), Object.keys(DEFAULTS[group]), `${group}.`),
  );
  return [...unknownIn(given, names), ...inGroups, ...wrongTypes(given)];
}

function unknownIn(given: object, names: readonly string[], prefix = ''): Fault[] {
  return Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => ({
      path: `${prefix}${name}`,
      message: `is no setting, there are ${names.map((each) => prefix + each).join(', ')}`,
    }));
}

/** Numbers and texts are checked with their limits; what has no limit is checked here. */
function wrongTypes(given: Record<string, unknown>): Fault[] {
  const expected = new Map<string, unknown>(Object.entries(DEFAULTS));
  return Object.entries(given)
    .filter(([name]) => expected.has(name))
    .map(([path, value]) => ({ path, value, kind: kindOf(expected.get(path)) }))
    .filter(({ value, kind }) => kindOf(value) !== kind)
    .map(({ path, value, kind }) => ({ path, message: `must be ${kind}, got ${kindOf(value)}` }));
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'null';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
