import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { PROCESS_VARIABLES } from '../../lib/runtime/services/environment.ts';

const REGENERATE = 'UPDATE_GOLDENS=1 npx vitest run --project alone test/goldens';

const pathOf = (name: string) => new URL(`files/${name}.golden.txt`, import.meta.url);

/** Returns what a golden file holds; empty text when there is none. */
export function goldenText(name: string): string {
  const path = pathOf(name);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** Shows the first line that differs: goldens are too long to be shown in whole. */
function firstDifference(golden: string, actual: string): string {
  const [before, after] = [golden.split('\n'), actual.split('\n')];
  const line = after.findIndex((text, index) => text !== before[index]);
  const index = line < 0 ? after.length : line;
  const short = (text = 'nothing') => {
    const other = text === before[index] ? after[index] : before[index];
    const column = [...text].findIndex((letter, place) => letter !== other?.[place]);
    const from = Math.max(0, column - 60);
    return text.slice(from, from + 240);
  };
  return `line ${index + 1}\n  golden: …${short(before[index])}\n  now:    …${short(after[index])}`;
}

/**
 * Expects a text to be that of a golden file, or writes the file when asked to.
 *
 * @param comparable what is compared of a golden. @default all of it
 */
export function expectGolden(
  name: string,
  actual: string,
  advice: string,
  comparable: (text: string) => string = (text) => text,
): void {
  if (PROCESS_VARIABLES['UPDATE_GOLDENS'] === '1') {
    writeFileSync(pathOf(name), actual);
    return;
  }
  const [golden, now] = [comparable(goldenText(name)), comparable(actual)];
  if (golden === now) return;
  const where = firstDifference(golden, now);
  expect.fail(`${name}.golden.txt differs at ${where}\n${advice}\nTo write it anew: ${REGENERATE}`);
}
