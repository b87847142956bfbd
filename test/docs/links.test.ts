import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';

const NOT_OURS = new Set(['node_modules', 'cdk.out', '.git', '.barometer', 'coverage']);

function markdownFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : markdownFiles(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

const pages = markdownFiles('.').map((path) => ({ path, text: readFileSync(path, 'utf8') }));

/** A path of the project as prose names it: no pattern, no anchor. */
const NAMED_PATH =
  /`((?:bench|cli|docs|examples|fixtures|functions|infra|lib|local|test)\/[\w./-]+)`/g;

it('every link of a page to a file of the project leads to one that is there', () => {
  const targets = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(([, target = '']) => ({ path, target })),
  );
  const own = targets.filter(({ target }) => !/^[a-z]+:/.test(target));
  expect(own.length).toBeGreaterThan(50);
  const isThere = ({ path, target }: { path: string; target: string }) =>
    existsSync(normalize(join(dirname(path), target)));
  expect(own.filter((link) => !isThere(link))).toEqual([]);
});

it('every file and folder that a page names by its path is there', () => {
  const named = pages.flatMap(({ path, text }) =>
    [...text.matchAll(NAMED_PATH)].map(([, target = '']) => ({ path, target })),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ target }) => !existsSync(target))).toEqual([]);
});
