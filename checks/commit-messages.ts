// Fails when the message of a commit is not as CONTRIBUTING.md says. Looks at every commit of the
// repository in the current folder after the last one before the rule; merges are excepted.
import { spawnSync } from 'node:child_process';
import { faultsOf } from './commit-message.ts';

/** The last commit before the rule. */
const BASE = '2dcc16c120db6c92286e87996ff44df203acbfd3';

/** Made between the rule and this check. */
const EXCEPTED: ReadonlySet<string> = new Set(['5726897', 'e8930f3']);

interface Commit {
  readonly hash: string;
  readonly message: string;
}

function run(args: readonly string[]) {
  const { error, status, stdout, stderr } = spawnSync('git', args, { encoding: 'utf8' });
  return { ok: status === 0, out: stdout, why: error?.message ?? stderr.trim() };
}

function git(...args: readonly string[]): string {
  const { ok, out, why } = run(args);
  if (ok) return out;
  throw new Error(`git ${args.join(' ')}: ${why}`);
}

function commitsAfter(base: string): readonly Commit[] {
  return git('log', '-z', '--no-merges', '--format=%h%n%B', `${base}..HEAD`)
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => {
      const end = entry.indexOf('\n');
      return { hash: entry.slice(0, end), message: entry.slice(end + 1) };
    });
}

function check(base: string): number {
  const commits = commitsAfter(base).filter(({ hash }) => !EXCEPTED.has(hash.slice(0, 7)));
  const wrong = commits.filter(({ message }) => faultsOf(message).length > 0);
  for (const { hash, message } of wrong) {
    const faults = faultsOf(message).map((fault) => `  ${fault}\n`);
    process.stderr.write(`${hash} ${message.split('\n', 1)[0]}\n${faults.join('')}`);
  }
  const after = base.slice(0, 8);
  process.stdout.write(`${commits.length} commits after ${after}, ${wrong.length} not as agreed\n`);
  return wrong.length > 0 ? 1 : 0;
}

function skip(why: string): number {
  process.stdout.write(`commit messages are NOT checked: ${why}\n`);
  return 0;
}

function main(base: string): number {
  const repository = run(['rev-parse', '--is-shallow-repository']);
  if (!repository.ok) return skip(repository.why);
  if (run(['cat-file', '-e', `${base}^{commit}`]).ok) return check(base);
  if (repository.out.trim() === 'true') {
    return skip(`this clone is shallow and lacks ${base}; git fetch --unshallow brings it`);
  }
  process.stderr.write(`there is no commit ${base} in this repository: record another base\n`);
  return 1;
}

process.exitCode = main(process.argv[2] ?? BASE);
