import { readDocumentFile } from '../local/command/read-document-file.ts';
import { dataOf, fieldOf, pathTo, textOf } from './api-client.ts';
import type { Action, Call, Command } from './command.ts';
import { table } from './table.ts';
import { onlyArgument, UsageError } from './usage-error.ts';

/** What a command over a collection of documents differs by. */
interface DocumentCollection {
  /** The command's name and the last part of the path. */
  readonly name: string;
  /** One of them, for messages. */
  readonly what: string;
  readonly headings: readonly string[];
  row(document: unknown): readonly string[];
}

/** Returns what stands in the FILE of a command such as `put FILE`, and the id from there or --id. */
export async function documentIn(call: Call) {
  const file = onlyArgument(call.positionals, 'one FILE');
  const body = Object(await readDocumentFile(file));
  const own = fieldOf(body, 'id');
  const id = call.text('id') ?? (typeof own === 'string' ? own : undefined);
  if (id === undefined) throw new UsageError(`${file} has no id: give one with --id`);
  return { file, id, body };
}

/** The four things one can do to a collection of documents. */
export function documentCommand(collection: DocumentCollection): Command {
  const { name, what, headings } = collection;
  const path = `/v1/${name}`;
  const idIn = (call: Call) => onlyArgument(call.positionals, `the id of one ${what}`);
  const actions: Readonly<Record<string, Action>> = {
    async list(call) {
      const answer = await (await call.api()).get(path);
      call.show(answer, () => table(headings, dataOf(answer).map(collection.row)));
    },
    async get(call) {
      const id = idIn(call);
      const answer = await (await call.api()).get(pathTo(path, id));
      call.show(answer, () => JSON.stringify(answer, null, 2));
    },
    async put(call) {
      const { id, body } = await documentIn(call);
      const stored = await (await call.api()).put(pathTo(path, id), body);
      call.show(stored, () => `the ${what} '${id}' has version ${textOf(stored, 'version')}`);
    },
    async delete(call) {
      const id = idIn(call);
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
    actions,
  };
}
