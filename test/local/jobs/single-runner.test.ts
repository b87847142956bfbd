import { describe, expect, it } from 'vitest';
import { createSingleRunner } from '../../../local/jobs/single-runner.ts';

/** Work that ends when the test says so. */
function heldWork() {
  const releases: (() => void)[] = [];
  return {
    releases,
    work: () => new Promise<void>((resolve) => releases.push(resolve)),
  };
}

const never = (error: unknown) => {
  throw error;
};

describe('a single runner', () => {
  it('a single runner lets calls that come while it runs share one more run', async () => {
    const { releases, work } = heldWork();
    const runner = createSingleRunner(work, never);
    const first = runner.run();
    const [second, third] = [runner.run(), runner.run()];
    expect(releases).toHaveLength(1);
    releases[0]?.();
    await first;
    await Promise.resolve();
    expect(releases).toHaveLength(2);
    releases[1]?.();
    await Promise.all([second, third]);
    expect(releases).toHaveLength(2);
  });

  it('a single runner runs again after work that failed, and reports the error', async () => {
    const errors: unknown[] = [];
    const runner = createSingleRunner(
      async () => {
        throw new Error('no luck');
      },
      (error) => errors.push(error),
    );
    await runner.run();
    await runner.run();
    expect(errors).toHaveLength(2);
  });

  it('a single runner waits for what runs when it is stopped, and starts nothing more', async () => {
    const { releases, work } = heldWork();
    const runner = createSingleRunner(work, never);
    const first = runner.run();
    const waiting = runner.run();
    const stopped = runner.stop();
    releases[0]?.();
    await Promise.all([first, stopped, waiting]);
    await runner.run();
    expect(releases).toHaveLength(1);
  });
});
