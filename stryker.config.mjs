/** Mutates what docs/testing.md has the score of; --mutate names a part of it. */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutation.config.ts' },
  mutate: ['lib/{events,scores/formulas,alerts/evaluate}/**/*.ts'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 20_000,
  reporters: ['clear-text', 'json'],
  jsonReporter: { fileName: '.stryker-tmp/mutation.json' },
  tempDirName: '.stryker-tmp/sandboxes',
  ignorePatterns: ['**', '!lib/**', '!test/**', '!fixtures/**', '!*.ts', '!*.json'],
  thresholds: { break: 97.8 },
};
