import { defineConfig } from 'vitest/config';

/** The unit tests of the folders that stryker.config.mjs mutates, in one process for speed. */
export default defineConfig({
  test: {
    include: ['test/{scores/formulas,alerts/evaluate,events}/**/*.test.ts'],
    isolate: false,
    testTimeout: 60_000,
  },
});
