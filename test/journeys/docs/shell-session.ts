import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

/** What came of some lines of shell. */
export interface ShellResult {
  readonly output: string;
  readonly errors: string;
  /** Commands that failed, with their exit codes. */
  readonly failed: readonly string[];
  /** Status codes that curl got, in order. */
  readonly statuses: readonly number[];
}

/** A terminal: what one run sets, the next one sees. */
export interface ShellSession {
  run(script: string): Promise<ShellResult>;
  /** Starts a command in a process group of its own and returns its id; `file` gets its output. */
  begin(command: string, file: string): Promise<number>;
  /** Presses Ctrl-C for what `begin` started, and waits until it has ended. */
  interrupt(group: number): Promise<void>;
  /** Ends the shell, and whatever of its session is still running. */
  close(): Promise<void>;
}

/**
 * What takes longer hangs: of what documents show the demo takes the longest, half a minute at rest and
 * eight minutes on two cores at load 20. Less than the limit of a test, which would not say what it was.
 */
export const HANGS_AFTER_MS = 1_500_000;

const FAILED = /^@failed (.*)$/gm;
const STATUS = /^@status (\d+)$/gm;

/** Job control gives what runs behind the prompt a process group of its own. */
const PROLOGUE = `
set -o pipefail -o monitor
trap 'for group in $(jobs -p); do kill -INT -- "-$group"; done' EXIT
trap 'printf "@failed %s with %s\\n" "$BASH_COMMAND" "$?" >&2' ERR
curl() { command curl --silent --show-error --write-out '%{stderr}\\n@status %{http_code}\\n' "$@"; }
`;

function all(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found);
}

async function resultIn(folder: string): Promise<ShellResult> {
  const [output, errors] = await Promise.all([
    readFile(join(folder, 'output'), 'utf8'),
    readFile(join(folder, 'errors'), 'utf8'),
  ]);
  const statuses = all(errors, STATUS).map(Number);
  return { output, errors, failed: all(errors, FAILED), statuses };
}

/** Resolves to undefined after the limit, and keeps no process alive until then. */
async function limit(): Promise<undefined> {
  await pause(HANGS_AFTER_MS, undefined, { ref: false });
}

async function end(shell: ChildProcess): Promise<void> {
  if (shell.exitCode === null && shell.signalCode === null) {
    const ended = once(shell, 'exit');
    shell.stdin?.end();
    await Promise.race([ended, limit()]);
  }
  spawnSync('pkill', ['-KILL', '-s', String(shell.pid)]);
}

/** Opens a shell in the folder `cwd`; it keeps files of its own in `folder`. */
export function openShell(
  cwd: string,
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): ShellSession {
  const shell = spawn('bash', ['--norc', '--noprofile'], {
    cwd,
    env,
    // A session of its own, by which everything that it starts is found.
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: shell.stdout })[Symbol.asyncIterator]();
  const ask = async (script: string): Promise<string> => {
    shell.stdin.write(`${script}\n`);
    const line = await Promise.race([lines.next(), limit()]);
    if (line && !line.done) return line.value;
    const how = line ? 'ended the shell' : 'has not ended after 25 minutes';
    throw new Error(`this ${how}: ${script}`);
  };
  shell.stdin.write(PROLOGUE);
  return {
    async run(script) {
      const files = `>'${folder}/output' 2>'${folder}/errors' </dev/null`;
      await ask(`{\n${script}\n} ${files}\necho done`);
      return resultIn(folder);
    },
    async begin(command, file) {
      return Number(
        await ask(`: >'${file}'\n{\n${command}\n} >'${file}' 2>&1 </dev/null &\necho $!`),
      );
    },
    async interrupt(group) {
      await ask(
        `kill -INT -- -${group} 2>/dev/null || :; wait ${group} 2>/dev/null || :; echo done`,
      );
    },
    close: () => end(shell),
  };
}
