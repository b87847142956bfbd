import { BarometerError } from '../../model/barometer-error.ts';

/** The variables that the functions are configured by; every one is text. */
export type VariableName =
  | 'TABLE_NAME'
  | 'BUS_NAME'
  | 'TOPIC_ARN'
  | 'DIGEST_TOPIC_ARN'
  | 'WEBHOOK_QUEUE_URL'
  | 'WEBHOOK_DEAD_LETTERS_URL'
  | 'SCORE_FUNCTION_NAME'
  | 'RETENTION_DAYS'
  | 'ACCOUNT_URL'
  | 'REQUESTS_PER_SECOND'
  | 'STAGE';

export type Variables = Readonly<Record<string, string | undefined>>;

/** Where the functions find their variables. */
export const PROCESS_VARIABLES: Variables = process.env;

/** Throws `invalid` naming the variable when it is missing or empty. */
export function requiredVariable(variables: Variables, name: VariableName): string {
  const value = optionalVariable(variables, name);
  if (value === undefined) {
    throw new BarometerError('invalid', `the environment variable ${name} is not set`);
  }
  return value;
}

/** Undefined when it is missing or empty. */
export function optionalVariable(variables: Variables, name: VariableName): string | undefined {
  const value = variables[name]?.trim();
  return value === '' ? undefined : value;
}

/** Throws `invalid` when it is set to anything but a number above 0. */
export function optionalNumber(variables: Variables, name: VariableName): number | undefined {
  const text = optionalVariable(variables, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new BarometerError(
    'invalid',
    `the environment variable ${name} must be a number above 0, got '${text}'`,
  );
}
