/** Runs pieces of work one after the other, in the order of the calls. */
export function createSerialQueue() {
  let last: Promise<unknown> = Promise.resolve();
  return {
    /** Resolves or rejects as the work does. */
    run<Result>(work: () => Promise<Result>): Promise<Result> {
      const result = last.then(work);
      last = result.catch(() => undefined);
      return result;
    },
    /** Resolves when all work that was given so far has ended. */
    async drain(): Promise<void> {
      await last;
    },
  };
}
