import type * as z from 'zod';
import { BarometerError, type Fault } from '../lib/model/barometer-error.ts';
import {
  type ChosenSettings,
  ENVIRONMENT_SETTINGS,
  ENVIRONMENTS,
  type Environment,
  type StackSettings,
  settingsSchema,
} from './settings.ts';

/**
 * The settings of an environment, checked.
 * Throws `invalid` naming every setting that is wrong and what is allowed.
 */
export function settingsFor(environment: unknown, chosen: ChosenSettings = {}): StackSettings {
  if (!isEnvironment(environment)) {
    const got = environment === undefined ? 'none' : `'${environment}'`;
    throw new BarometerError(
      'invalid',
      `environment must be one of ${ENVIRONMENTS.join(', ')}, got ${got}: add -c env=dev`,
    );
  }
  const given = { ...ENVIRONMENT_SETTINGS[environment], ...chosen };
  return { ...checkedSettings(`settings of ${environment}`, given), environment };
}

/** Fills in the defaults of settings; throws `invalid`, with `what` in front, for wrong ones. */
export function checkedSettings(what: string, given: unknown) {
  const parsed = settingsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap(faultsOf);
  const faultList = faults.map(({ path, message }) => `${path} ${message}`).join('; ');
  throw new BarometerError('invalid', `${what}: ${faultList}`, { faults });
}

function isEnvironment(name: unknown): name is Environment {
  return ENVIRONMENTS.some((environment) => environment === name);
}

function faultsOf(issue: z.core.$ZodIssue): readonly Fault[] {
  const { path, message } = issue;
  const paths =
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
  return paths.map((each) => ({ path: each.join('.'), message }));
}
