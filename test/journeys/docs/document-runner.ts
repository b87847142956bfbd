import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import type { ShellBlock, ShellStep } from '../../../checks/shell-blocks.ts';
import { standInsOf, withStandIns } from '../../../checks/shown-output.ts';
import { PROCESS_VARIABLES } from '../../../lib/runtime/services/environment.ts';
import { copyRepository } from './copy-repository.ts';
import { HANGS_AFTER_MS, openShell, type ShellSession } from './shell-session.ts';

/** Runs the blocks of one document as its reader would, in a copy of the repository. */
export interface DocumentRunner {
  run(block: ShellBlock): Promise<void>;
  close(): Promise<void>;
}

const WRITTEN_URL = 'http://127.0.0.1:8787';
const SERVES = /^(?:.* )?npm (?:start|run demo)(?: .*)?$/;
const INSTALLS = /^npm ci\b/m;
const READY = 'Ctrl-C stops it';
const LOOKS_EVERY_MS = 50;

/**
 * npx links the repository anew at each call, which takes twice as long as most commands. Documents
 * that begin with `npm ci`, as README does, go through npx itself.
 */
const NPX_AT_ONCE = `npx() {
  if [ "$1" = barometer ]; then node cli/barometer.mjs "\${@:2}"; else command npx "$@"; fi
}`;

function variables(): Readonly<Record<string, string | undefined>> {
  const own = Object.entries(PROCESS_VARIABLES).filter(([name]) => !/^(AWS|BAROMETER)_/.test(name));
  return { ...Object.fromEntries(own), PORT: '0', NO_COLOR: '1' };
}

async function outputOf(server: number, file: string): Promise<string> {
  const begin = performance.now();
  for (;;) {
    const output = await readFile(file, 'utf8');
    if (output.includes(READY)) return output;
    try {
      process.kill(server, 0);
    } catch {
      throw new Error(`the server ended: ${output}`);
    }
    if (performance.now() - begin > HANGS_AFTER_MS) {
      throw new Error(`the server is not ready after 25 minutes: ${output}`);
    }
    await pause(LOOKS_EVERY_MS);
  }
}

/** Keys are written `wk_...`, `rk_...` and `ak_...`. */
function keysIn(output: string): readonly (readonly [string, string])[] {
  return ['wk_', 'rk_', 'ak_'].flatMap((prefix) => {
    const [key] = new RegExp(`${prefix}[\\w-]+`).exec(output) ?? [];
    return key === undefined ? [] : [[`${prefix}...`, key]];
  });
}

class Runner implements DocumentRunner {
  readonly #shell: ShellSession;
  readonly #folder: string;
  readonly #standIns = new Map<string, string>();
  #server: number | undefined;
  #url = WRITTEN_URL;

  constructor(shell: ShellSession, folder: string) {
    this.#shell = shell;
    this.#folder = folder;
  }

  async run({ steps }: ShellBlock): Promise<void> {
    for (const step of steps) {
      const lines = step.script.trimEnd().split('\n');
      if (SERVES.test(lines.at(-1) ?? '')) await this.#serve(lines, step.shown);
      else await this.#runStep(step);
    }
  }

  async #runStep({ script, shown }: ShellStep): Promise<void> {
    const { output, errors, failed, statuses } = await this.#shell.run(this.#meant(script));
    expect(failed, errors + output).toEqual([]);
    const [, status, answer] = /^(?:(\d{3})(?:\s|$))?(.*)$/s.exec(shown ?? '') ?? [];
    const refused = statuses.filter((each) => each >= 400 && String(each) !== status);
    expect(refused, `${script}\n${output}`).toEqual([]);
    if (status !== undefined) expect(statuses.at(-1), output).toBe(Number(status));
    if (shown !== undefined && answer?.trim() !== '') this.#compare(answer ?? '', output);
  }

  async #serve(lines: readonly string[], shown: string | undefined): Promise<void> {
    await this.#stopServer();
    const before = lines.slice(0, -1).join('\n');
    await this.#runStep({ script: before === '' ? ':' : before });
    const file = join(this.#folder, 'server');
    this.#server = await this.#shell.begin(this.#meant(lines.at(-1) ?? ''), file);
    const output = await outputOf(this.#server, file);
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? [];
    this.#url = url ?? WRITTEN_URL;
    for (const [word, key] of keysIn(output)) this.#standIns.set(word, key);
    await this.#shell.run(`export BAROMETER_URL=${this.#url}`);
    if (shown !== undefined) this.#compare(shown, output);
  }

  #compare(shown: string, output: string): void {
    const meant = shown.replaceAll(WRITTEN_URL, this.#url);
    const standIns = standInsOf(meant, output);
    if (standIns === undefined) expect(output).toBe(meant);
    for (const [word, meaning] of standIns ?? []) this.#standIns.set(word, meaning);
  }

  #meant(script: string): string {
    return withStandIns(script, this.#standIns).replaceAll(WRITTEN_URL, this.#url);
  }

  async #stopServer(): Promise<void> {
    if (this.#server !== undefined) await this.#shell.interrupt(this.#server);
    this.#server = undefined;
  }

  async close(): Promise<void> {
    await this.#stopServer();
    await this.#shell.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Makes ready for a document; blocks that are not run count for nothing. */
export async function openDocument(blocks: readonly ShellBlock[]): Promise<DocumentRunner> {
  const folder = await mkdtemp(join(tmpdir(), 'barometer-docs-'));
  const clone = join(folder, 'clone');
  await mkdir(clone);
  const installs = blocks.some(({ steps }) => steps.some(({ script }) => INSTALLS.test(script)));
  await copyRepository(clone, !installs);
  const shell = openShell(clone, folder, variables());
  if (!installs) await shell.run(NPX_AT_ONCE);
  return new Runner(shell, folder);
}
