import { dataOf, pathTo } from './api-client.ts';
import type { Call, Command } from './command.ts';
import { readDocumentFile } from './read-file.ts';
import { table } from './table.ts';
import { UsageError } from './usage-error.ts';

/** What a command over a collection of documents differs by. */
export interface DocumentCollection {
  /** The command's name and the last part of the path. */
  readonly name: string;
  /** One of them, for messages. */
  readonly what: string;
  readonly headings: readonly string[];
  row(document: unknown): readonly string[];
}

function idIn({ positionals }: Call, what: string): string {
  const [, id, ...others] = positionals;
  if (id === undefined || others.length > 0) throw new UsageError(`give the id of one ${what}`);
  return id;
}

async function put(call: Call, path: string, what: string): Promise<void> {
  const [, file, ...others] = call.positionals;
  if (file === undefined || others.length > 0) throw new UsageError('give one FILE');
  const value = await readDocumentFile(file);
  const own: unknown = typeof value === 'object' && value !== null && Reflect.get(value, 'id');
  const id = call.text('id') ?? (typeof own === 'string' ? own : undefined);
  if (id === undefined) throw new UsageError(`${file} has no id: give one with --id`);
  const stored = await (await call.api()).put(pathTo(path, id), Object(value));
  const version: unknown = Reflect.get(Object(stored), 'version');
  call.show(stored, () => `the ${what} '${id}' has version ${String(version)}`);
}

/** The four things one can do to a collection of documents. */
export function documentCommand(collection: DocumentCollection): Command {
  const { name, what, headings } = collection;
  const path = `/v1/${name}`;
  const actions: Readonly<Record<string, (call: Call) => Promise<void>>> = {
    async list(call) {
      const answer = await (await call.api()).get(path);
      call.show(answer, () => table(headings, dataOf(answer).map(collection.row)));
    },
    async get(call) {
      const id = idIn(call, what);
      const answer = await (await call.api()).get(pathTo(path, id));
      call.show(answer, () => JSON.stringify(answer, null, 2));
    },
    put: (call) => put(call, path, what),
    async delete(call) {
      const id = idIn(call, what);
      const answer = await (await call.api()).remove(pathTo(path, id));
      call.show(answer, () => `the ${what} '${id}' is deleted`);
    },
  };
  return {
    name,
    summary: `list, get, put or delete ${name}`,
    usage: [
      `Usage: barometer ${name} list`,
      `       barometer ${name} get ID`,
      `       barometer ${name} put FILE [--id ID]     YAML or JSON`,
      `       barometer ${name} delete ID`,
    ].join('\n'),
    options: { id: { type: 'string' } },
    async run(call) {
      const action = actions[call.positionals[0] ?? 'list'];
      if (!action) throw new UsageError(`there is no '${name} ${call.positionals[0]}'`);
      await action(call);
      return undefined;
    },
  };
}
