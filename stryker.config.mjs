/** Mutates the formulas of which a whole run is measured (docs/testing.md); --mutate names others. */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutation.config.ts' },
  mutate: ['adoption', 'band', 'mean-of-positive', 'shown-score', 'winsorize'].map(
    (formula) => `lib/scores/formulas/${formula}.ts`,
  ),
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 20_000,
  reporters: ['clear-text', 'json'],
  jsonReporter: { fileName: '.stryker-tmp/mutation.json' },
  tempDirName: '.stryker-tmp/sandboxes',
  ignorePatterns: ['**', '!lib/**', '!test/**', '!fixtures/**', '!*.ts', '!*.json'],
  thresholds: { break: 95 },
};
