/** The command was not understood: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Returns the one argument that there is; throws a UsageError that asks for `what` otherwise. */
export function onlyArgument([argument, ...others]: readonly string[], what: string): string {
  if (argument && others.length === 0) return argument;
  throw new UsageError(`give ${what}`);
}
