import { BarometerError } from '../lib/model/barometer-error.ts';

/** Returns what to say of something thrown, with every fault of what was given. */
export function errorMessage(error: unknown): string {
  if (error instanceof BarometerError && error.faults.length > 0) {
    const faults = error.faults.map(({ path, message }) => `\n  ${path}: ${message}`);
    return `${error.message}${faults.join('')}`;
  }
  return error instanceof Error ? error.message : String(error);
}
