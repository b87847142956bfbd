import { describe, expect, it } from 'vitest';
import { shellBlocksIn } from '../../checks/shell-blocks.ts';

const FENCE = '```';
const document = (...lines: readonly string[]) => shellBlocksIn('a.md', lines.join('\n'));

describe('shellBlocksIn', () => {
  it('shellBlocksIn finds the blocks marked sh with their lines, and no others', () => {
    const blocks = document(
      '# Title',
      `${FENCE}sh`,
      'npm ci',
      'npm test',
      FENCE,
      `${FENCE}json`,
      '{}',
      FENCE,
      'text',
      `${FENCE}sh`,
      'npm start',
      FENCE,
    );
    expect(blocks).toEqual([
      { line: 2, steps: [{ script: 'npm ci\nnpm test' }] },
      { line: 10, steps: [{ script: 'npm start' }] },
    ]);
  });

  it('shellBlocksIn cuts a block at empty lines and behind the answers that comments show', () => {
    const [block] = document(
      `${FENCE}sh`,
      '# posts one',
      'curl a \\',
      '  -d 1',
      '# 200 {"id":"a...",',
      '#      "n":1}',
      '',
      'curl b',
      '# {"ok":true}',
      'curl c',
      FENCE,
    );
    expect(block?.steps).toEqual([
      { script: '# posts one\ncurl a \\\n  -d 1', shown: '200 {"id":"a...",\n     "n":1}' },
      { script: 'curl b', shown: '{"ok":true}' },
      { script: 'curl c' },
    ]);
  });

  it('shellBlocksIn takes a block of plain text that follows at once as the output of the last step', () => {
    const [first, second] = document(
      `${FENCE}sh`,
      'npx barometer status',
      FENCE,
      '',
      FENCE,
      'ok    server',
      FENCE,
      `${FENCE}sh`,
      'npx barometer doctor',
      FENCE,
      'It prints:',
      FENCE,
      'ok    key',
      FENCE,
    );
    expect(first?.steps).toEqual([{ script: 'npx barometer status', shown: 'ok    server' }]);
    expect(second?.steps).toEqual([{ script: 'npx barometer doctor' }]);
  });

  it('shellBlocksIn reads why a block is not run from the comment above it', () => {
    const [marked, unmarked] = document(
      '<!-- not run: needs an AWS account -->',
      '',
      `${FENCE}sh`,
      'npx cdk deploy',
      FENCE,
      '<!-- not run: -->',
      `${FENCE}sh`,
      'npm start',
      FENCE,
    );
    expect(marked?.notRun).toBe('needs an AWS account');
    expect(unmarked).not.toHaveProperty('notRun');
  });

  it('shellBlocksIn takes the indent of a list away', () => {
    const [block] = document(
      '1. Do',
      `   ${FENCE}sh`,
      '   npm test \\',
      '     --once',
      `   ${FENCE}`,
    );
    expect(block?.steps).toEqual([{ script: 'npm test \\\n  --once' }]);
  });

  it('shellBlocksIn refuses commands in a block that is not marked, which nobody would run', () => {
    expect(() => document(FENCE, 'npm run replay -- FILE', FENCE)).toThrow(
      'a.md:1: commands belong in a block marked sh',
    );
  });

  it('shellBlocksIn refuses a block that is not closed', () => {
    expect(() => document('a', `${FENCE}sh`, 'npm ci')).toThrow('a.md:2: the block is not closed');
  });
});
