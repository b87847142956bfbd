import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: ['test/journeys/{browser,crash,deployed}/**', 'test/journeys/faults/full/**'],
          // A busy machine takes ten times as long: only what hangs is to fail.
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['test/journeys/faults/full/**/*.test.ts'],
          testTimeout: 1_800_000,
        },
      },
      {
        test: {
          name: 'deployed',
          include: ['test/journeys/deployed/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/journeys/browser/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'crash',
          include: ['test/journeys/crash/**/*.test.ts'],
          // One at a time: how long a restart takes is measured.
          fileParallelism: false,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
