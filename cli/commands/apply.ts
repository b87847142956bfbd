import { canonicalJson } from '../../lib/model/canonical-json.ts';
import { readDocumentFile } from '../../local/command/read-document-file.ts';
import { type ApiClient, fieldOf, pathTo } from '../api-client.ts';
import { type DesiredDocument, readApplyFile } from '../apply-file.ts';
import type { Command } from '../command.ts';
import { table } from '../table.ts';
import { onlyArgument } from '../usage-error.ts';

interface Change {
  readonly collection: string;
  readonly id: string;
  readonly change: 'created' | 'changed' | 'unchanged';
  readonly version?: unknown;
  /** Of a webhook, at its first put only. */
  readonly secret?: unknown;
  /** Names of the fields that differ. */
  readonly fields: readonly string[];
}

/** What the server says of a thing besides what was put. */
const ANSWERED = new Set(['version', 'secret', 'status']);

/** What is there, in the shape in which it is put; undefined when there is nothing. */
async function stored(
  api: ApiClient,
  { collection, id }: DesiredDocument,
): Promise<object | undefined> {
  const found = await api.find(pathTo(`/v1/${collection}`, id));
  if (found === undefined || fieldOf(found, 'builtIn') === true) return undefined;
  if (collection === 'models') return Object(fieldOf(found, 'model'));
  return Object.fromEntries(Object.entries(Object(found)).filter(([name]) => !ANSWERED.has(name)));
}

function differing(before: object, after: object): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.filter(
    (name) => canonicalJson(fieldOf(before, name)) !== canonicalJson(fieldOf(after, name)),
  );
}

async function applyOne(api: ApiClient, desired: DesiredDocument, isDry: boolean): Promise<Change> {
  const { collection, id, body } = desired;
  const before = await stored(api, desired);
  const fields = differing(before ?? {}, { id, ...body });
  if (before && fields.length === 0) return { collection, id, change: 'unchanged', fields };
  const change = before ? 'changed' : 'created';
  if (isDry) return { collection, id, change, fields };
  const answer = await api.put(pathTo(`/v1/${collection}`, id), body);
  const secret = fieldOf(answer, 'secret');
  const version = fieldOf(answer, 'version');
  return { collection, id, change, version, fields, ...(secret !== undefined && { secret }) };
}

function text(changes: readonly Change[], isDry: boolean): string {
  const rows = changes.map(({ collection, id, change, fields }) => [
    isDry && change !== 'unchanged' ? `would be ${change}` : change,
    collection.slice(0, -1),
    id,
    change === 'changed' ? fields.join(', ') : '',
  ]);
  const secrets = changes.flatMap(({ id, secret }) =>
    secret === undefined ? [] : [`secret of ${id}, shown this once: ${String(secret)}`],
  );
  return [table(['', 'WHAT', 'ID', 'FIELDS'], rows), ...secrets].join('\n');
}

export const applyCommand: Command = {
  name: 'apply',
  summary: 'put the models, rules and subscriptions of a file',
  usage: `Usage: barometer apply FILE [--dry-run]

FILE is YAML or JSON with models, rules and subscriptions, each a list of things
with an id, or things by id. What differs is put; what is there and not in the
file is left alone. In subscriptions \${NAME} stands for an environment variable.
--dry-run says what would change and changes nothing.`,
  options: { 'dry-run': { type: 'boolean' } },
  async run(call) {
    const file = onlyArgument(call.positionals, 'one FILE');
    const isDry = call.has('dry-run');
    const desired = readApplyFile(await readDocumentFile(file), file, call.io);
    const api = await call.api();
    const changes: Change[] = [];
    for (const each of desired) changes.push(await applyOne(api, each, isDry));
    call.show({ dryRun: isDry, changes }, () => text(changes, isDry));
  },
};
