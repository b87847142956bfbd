import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../../checks/commit-messages.ts', import.meta.url));
const TSX = import.meta.resolve('tsx');
const hasGit = spawnSync('git', ['--version']).status === 0;

const AGREED = 'fix(api): refuse a day ahead of the clock\n\nIt gave scores of tomorrow.';
let root: string;
let repository: string;
let base: string;

function git(folder: string, ...args: readonly string[]): string {
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
  const options = { cwd: folder, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync('git', [...who, ...args], options);
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

function commit(message: string): void {
  git(repository, 'commit', '--quiet', '--allow-empty', '-m', message);
}

function check(folder: string, from: string) {
  const args = ['--import', TSX, PROGRAM, from];
  const options = { cwd: folder, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
  return { code: status, out: stdout, err: stderr };
}

describe.skipIf(!hasGit)('the check of commit messages', () => {
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'barometer-commits-'));
    repository = join(root, 'repository');
    git(root, 'init', '--quiet', '--initial-branch=main', repository);
    commit('Anything went before');
    base = git(repository, 'rev-parse', 'HEAD');
  });

  afterAll(() => rm(root, { recursive: true, force: true }));

  it('the check of commit messages passes when every commit after the base is as agreed, merges excepted', () => {
    git(repository, 'switch', '--quiet', '-c', 'side');
    commit(AGREED);
    git(repository, 'switch', '--quiet', 'main');
    git(repository, 'merge', '--quiet', '--no-ff', '-m', "Merge branch 'side'", 'side');
    const { code, out, err } = check(repository, base);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(`1 commits after ${base.slice(0, 8)}, 0 not as agreed\n`);
  });

  it('the check of commit messages names a commit that is not as agreed, with what is wrong, and fails', () => {
    commit('Hurry');
    const { code, out, err } = check(repository, base);
    expect(code).toBe(1);
    expect(err).toContain(`${git(repository, 'rev-parse', '--short', 'HEAD')} Hurry\n`);
    expect(err).toContain('  a body must say why, and what was measured\n');
    expect(out).toContain('2 commits after');
  });

  it('the check of commit messages says in a shallow clone without the base that it did not check, and passes', () => {
    const clone = join(root, 'shallow');
    git(root, 'clone', '--quiet', '--depth', '1', pathToFileURL(repository).href, clone);
    const { code, out, err } = check(clone, base);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`NOT checked: this clone is shallow and lacks ${base}`);
  });

  it('the check of commit messages says outside of a repository that it did not check, and passes', () => {
    const { code, out } = check(root, base);
    expect(code).toBe(0);
    expect(out).toContain('NOT checked: fatal: not a git repository');
  });

  it('the check of commit messages fails in a whole repository that lacks the base', () => {
    const unknown = 'f'.repeat(40);
    const { code, err } = check(repository, unknown);
    expect(code).toBe(1);
    expect(err).toBe(`there is no commit ${unknown} in this repository: record another base\n`);
  });
});
