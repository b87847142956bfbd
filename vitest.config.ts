import { defineConfig } from 'vitest/config';

/** They mock a module or a client for good: each needs a process of its own. */
const ALONE = [
  'test/cli/stack-outputs.test.ts',
  'test/goldens/**/*.test.ts',
  'test/journeys/functions/deliver.test.ts',
  'test/journeys/functions/api/email.test.ts',
  'test/local/jobs/scheduler.test.ts',
  'test/messaging/aws-alert-publisher.test.ts',
  'test/messaging/partial-failures.test.ts',
  'test/runtime/jobs/score/with-lease.test.ts',
];

/** Years of days, or work repeated at each call: half a minute and more a file. */
const LONG = [
  'test/alerts/false-alarms.test.ts',
  'test/counts/large-batches.test.ts',
  'test/journeys/faults/*.test.ts',
  'test/journeys/functions/erasure.test.ts',
  'test/local/start.test.ts',
  'test/examples/sparkify/replayed.test.ts',
  'test/journeys/scoring/any-order.test.ts',
];

/** What has a command of its own. */
const APART = [
  'test/journeys/{browser,crash,deployed,docs}/**',
  'test/journeys/faults/full/**',
  'test/oracle/**',
  ...LONG,
];

/** A busy machine takes ten times as long: only what hangs is to fail. */
const PATIENT = {
  testTimeout: 600_000,
  hookTimeout: 600_000,
  expect: { poll: { timeout: 300_000 } },
};

export default defineConfig({
  test: {
    // Vitest would leave one core to others, which is half of the smallest machine.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: [...APART, ...ALONE],
          // Loading the same modules for each file anew took half the time of the suite.
          isolate: false,
          restoreMocks: true,
          ...PATIENT,
        },
      },
      { test: { name: 'alone', include: ALONE, ...PATIENT } },
      { test: { name: 'long', include: LONG, ...PATIENT } },
      { test: { name: 'oracle', include: ['test/oracle/*.test.ts'], ...PATIENT } },
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
          ...PATIENT,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/journeys/browser/**/*.test.ts'],
          ...PATIENT,
        },
      },
      {
        test: {
          name: 'docs',
          include: ['test/journeys/docs/**/*.test.ts'],
          testTimeout: 1_800_000,
          hookTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'crash',
          include: ['test/journeys/crash/**/*.test.ts'],
          // One at a time: how long a restart takes is measured.
          fileParallelism: false,
          ...PATIENT,
        },
      },
    ],
  },
});
