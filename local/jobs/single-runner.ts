/** Runs one piece of work at a time, however often and from wherever it is requested. */
export interface SingleRunner {
  /**
   * Resolves when a run that began after this call has ended. Calls that come while one is running
   * share the next. Never rejects.
   */
  run(): Promise<void>;
  /** Resolves when nothing is running; nothing runs afterwards. */
  stop(): Promise<void>;
}

export function createSingleRunner(
  work: () => Promise<unknown>,
  onError: (error: unknown) => void,
): SingleRunner {
  let current: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let stopped = false;

  const once = async (): Promise<void> => {
    if (stopped) return;
    try {
      await work();
    } catch (error) {
      onError(error);
    }
  };
  const start = (): Promise<void> => {
    const running = once().finally(() => {
      if (current === running) current = undefined;
    });
    current = running;
    return running;
  };
  return {
    run() {
      if (!current) return start();
      next ??= current.then(() => {
        next = undefined;
        return start();
      });
      return next;
    },
    async stop() {
      stopped = true;
      await current;
    },
  };
}
