import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import config from '../../vitest.config.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

function includedOf(project: unknown): readonly string[] {
  const { test } = project as { test: { include: readonly string[] } };
  return test.include;
}

it('every path that a project of tests names is there, so that no file leaves its project unseen', () => {
  const paths = (config.test?.projects ?? []).flatMap(includedOf);
  expect(paths.length).toBeGreaterThan(15);
  const missing = paths.filter((path) => !existsSync(ROOT + path.split('*')[0]));
  expect(missing).toEqual([]);
});
