import { BarometerError, type Fault } from '../lib/model/barometer-error.ts';
import { settingFaults } from './setting-faults.ts';
import {
  DEFAULTS,
  ENVIRONMENT_SETTINGS,
  ENVIRONMENTS,
  type Environment,
  type StackSettings,
} from './settings.ts';

/**
 * The settings of an environment, checked.
 * Throws `invalid` naming every setting that is wrong and what is allowed.
 */
export function settingsFor(
  environment: unknown,
  chosen: Partial<Omit<StackSettings, 'environment'>> = {},
): StackSettings {
  if (!isEnvironment(environment)) {
    const got = environment === undefined ? 'none' : `'${environment}'`;
    throw new BarometerError(
      'invalid',
      `environment must be one of ${ENVIRONMENTS.join(', ')}, got ${got}: add -c env=dev`,
    );
  }
  const settings = { ...DEFAULTS, ...ENVIRONMENT_SETTINGS[environment], ...chosen, environment };
  const faults = settingFaults(settings);
  if (faults.length > 0) throw refused(environment, faults);
  return settings;
}

function isEnvironment(name: unknown): name is Environment {
  return ENVIRONMENTS.some((environment) => environment === name);
}

function refused(environment: Environment, faults: readonly Fault[]): BarometerError {
  const faultList = faults.map((fault) => `${fault.path} ${fault.message}`).join('; ');
  return new BarometerError('invalid', `settings of ${environment}: ${faultList}`, { faults });
}
