import type { ProgressOutput } from '../local/command/progress-line.ts';
import type { ApiClient } from './api-client.ts';

/** Where a command writes and what it reads besides its arguments. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Where a line about progress may be written over. */
  readonly progress: ProgressOutput;
  /** Whether words may be coloured. */
  readonly color: boolean;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

/** What a command works with. */
export interface Call {
  readonly io: Io;
  /** What follows the command and its action, without options. */
  readonly positionals: readonly string[];
  readonly options: OptionValues;
  /** An option's text; undefined when it was not given. */
  text(name: string): string | undefined;
  has(name: string): boolean;
  /** The API that --url or --env names, with the key. */
  api(): Promise<ApiClient>;
  /** Prints a value: as JSON with --json, else as text, which is made only then. */
  show(value: unknown, text: () => string): void;
}

/** Returns the exit code where it is not 0. Throws UsageError for 2, anything else for 1. */
export type Action = (call: Call) => Promise<unknown>;

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What `--help` says: forms, then options. At most 80 columns. */
  readonly usage: string;
  readonly options?: Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>;
  /** What it does, by its first argument; `list` without one. */
  readonly actions?: Readonly<Record<string, Action>>;
  /** What a command without actions does. */
  readonly run?: Action;
}
