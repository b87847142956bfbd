import { print } from './print.ts';

/** A figure that a bench promises, as it came out in this run. */
export interface Target {
  /** What is measured, with its unit. */
  readonly name: string;
  readonly measured: number;
  readonly bound: 'at most' | 'at least';
  readonly limit: number;
}

/** Returns a target that is missed by anything above the limit. */
export function atMost(limit: number, name: string, measured: number): Target {
  return { name, measured, bound: 'at most', limit };
}

/** Returns a target that is missed by anything below the limit. */
export function atLeast(limit: number, name: string, measured: number): Target {
  return { name, measured, bound: 'at least', limit };
}

/** Returns whether the figure keeps its limit; what is not a number keeps none. */
function isMet({ measured, bound, limit }: Target): boolean {
  return bound === 'at most' ? measured <= limit : measured >= limit;
}

function figure(value: number): string {
  const isTiny = value !== 0 && Math.abs(value) < 1e-4;
  if (isTiny) return value.toExponential(1);
  return value.toLocaleString('en-US', { maximumSignificantDigits: 4 });
}

/**
 * Prints every target with its verdict and returns the exit code of the bench: 1 when one is missed.
 * Throws when there are no targets, for such a bench would pass whatever it measured.
 */
export function judgeTargets(targets: readonly Target[], printLine = print): 0 | 1 {
  if (targets.length === 0) throw new Error('a bench without targets enforces nothing');
  for (const target of targets) {
    const { name, measured, bound, limit } = target;
    const verdict = isMet(target) ? 'met   ' : 'MISSED';
    printLine(`  ${verdict}  ${name}: ${figure(measured)}, ${bound} ${figure(limit)}`);
  }
  const met = targets.filter(isMet).length;
  printLine(`${met} of ${targets.length} targets met`);
  return met === targets.length ? 0 : 1;
}
