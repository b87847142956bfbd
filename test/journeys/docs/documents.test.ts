import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { shellBlocksIn } from '../../../checks/shell-blocks.ts';
import { type DocumentRunner, openDocument } from './document-runner.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

const documents = [
  ...readdirSync(ROOT),
  ...readdirSync(`${ROOT}/docs`, { recursive: true, encoding: 'utf8' }).map(
    (name) => `docs/${name}`,
  ),
]
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, blocks: shellBlocksIn(name, readFileSync(`${ROOT}/${name}`, 'utf8')) }))
  .filter(({ blocks }) => blocks.length > 0);

const runnable = documents
  .map(({ name, blocks }) => ({
    name,
    blocks: blocks
      .filter(({ notRun }) => notRun === undefined)
      .map((block) => ({ ...block, name })),
  }))
  .filter(({ blocks }) => blocks.length > 0);

describe.each(runnable)('$name', ({ blocks }) => {
  let runner: DocumentRunner | undefined;

  beforeAll(async () => {
    runner = await openDocument(blocks);
  });

  afterAll(() => runner?.close());

  it.each(blocks)(
    'the block at line $line of $name runs and prints what it shows',
    async (block) => {
      await runner?.run(block);
    },
  );
});
