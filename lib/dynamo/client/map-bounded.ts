function* numbered<T>(inputs: Iterable<T>): Generator<readonly [number, T], undefined> {
  let index = 0;
  for (const input of inputs) yield [index++, input];
}

/**
 * Maps with so many calls under way at once, keeping the order. Inputs are taken as they are needed.
 * The first failure is thrown, and no further call is begun.
 */
export async function mapBounded<T, R>(
  inputs: Iterable<T>,
  atOnce: number,
  work: (input: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  // One iterator for all workers, each of which takes the next input when it is free.
  const entries = numbered(inputs);
  let failed = false;
  const worker = async (): Promise<void> => {
    for (let next = entries.next(); !next.done && !failed; next = entries.next()) {
      const [index, input] = next.value;
      try {
        results[index] = await work(input, index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
