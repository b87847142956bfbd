import { BarometerError, type Fault } from '../lib/model/barometer-error.ts';
import { settingFaults } from './setting-faults.ts';
import { CHOSEN, DEFAULTS, ENVIRONMENTS, type Environment, type Settings } from './settings.ts';

/**
 * The settings of an environment, checked.
 * Throws `invalid` naming every setting that is wrong and what is allowed.
 */
export function settingsFor(
  environment: unknown,
  chosen: Partial<Omit<Settings, 'environment'>> = {},
): Settings {
  if (!isEnvironment(environment)) {
    const got = environment === undefined ? 'none' : `'${environment}'`;
    throw new BarometerError(
      'invalid',
      `environment must be one of ${ENVIRONMENTS.join(', ')}, got ${got}: add -c env=dev`,
    );
  }
  const settings = { ...DEFAULTS, ...CHOSEN[environment], ...chosen, environment };
  const faults = settingFaults(settings);
  if (faults.length > 0) throw refused(environment, faults);
  return settings;
}

function isEnvironment(name: unknown): name is Environment {
  return ENVIRONMENTS.some((environment) => environment === name);
}

function refused(environment: Environment, faults: readonly Fault[]): BarometerError {
  const told = faults.map((fault) => `${fault.path} ${fault.message}`).join('; ');
  return new BarometerError('invalid', `settings of ${environment}: ${told}`, { faults });
}
