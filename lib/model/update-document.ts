/** Enough for every writer that meets another at one document; more would hide a mistake. */
export const UPDATE_ATTEMPTS = 8;

/**
 * Reads, changes and conditionally writes something stored, again and again while others write in
 * between. Throws what `read` and `change` throw.
 *
 * @param read reads what is stored; `attempt` starts at 0, for callers that hold it already
 * @param change writes what follows from it, under the condition that it is still stored. Returns
 *   its result, or undefined when somebody else wrote first
 * @returns the result of `change`, or undefined when somebody else wrote first at every attempt
 */
export async function updateDocument<Stored, Result>(
  read: (attempt: number) => Stored | Promise<Stored>,
  change: (stored: Stored) => Promise<Result | undefined>,
  attempts: number = UPDATE_ATTEMPTS,
): Promise<Result | undefined> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const result = await change(await read(attempt));
    if (result !== undefined) return result;
  }
  return undefined;
}
