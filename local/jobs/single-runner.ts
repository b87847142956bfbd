/** Runs one piece of work at a time, however often and from wherever it is requested. */
export function createSingleRunner(
  work: () => Promise<unknown>,
  onError: (error: unknown) => void,
) {
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
    /**
     * Resolves when a run that began after this call has ended. Calls that come while one is running
     * share the next. Never rejects.
     */
    run(): Promise<void> {
      if (!current) return start();
      next ??= current.then(() => {
        next = undefined;
        return start();
      });
      return next;
    },
    /** Resolves when nothing is running; nothing runs afterwards. */
    async stop(): Promise<void> {
      stopped = true;
      await current;
    },
  };
}
