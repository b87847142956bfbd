/** Runs pieces of work one after the other, in the order of the calls. */
export interface SerialQueue {
  /** Resolves or rejects as the work does. */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Resolves when all work that was given so far has ended. */
  drain(): Promise<void>;
}

export function createSerialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(work) {
      const result = last.then(work);
      last = result.catch(() => undefined);
      return result;
    },
    async drain() {
      await last;
    },
  };
}
