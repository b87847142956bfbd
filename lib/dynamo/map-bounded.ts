/**
 * Maps with so many calls under way at once, keeping the order. The first failure is thrown, and
 * no further call is begun.
 */
export async function mapBounded<T, R>(
  inputs: readonly T[],
  atOnce: number,
  work: (input: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (next < inputs.length && !failed) {
      const index = next++;
      const input = inputs[index];
      if (input === undefined) continue;
      try {
        results[index] = await work(input, index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, inputs.length) }, worker));
  return results;
}
