import { documentClient } from '../../lib/dynamo/client/document-client.ts';
import { DynamoDocumentStore } from '../../lib/dynamo/stores/dynamo-document-store.ts';
import { KEY_PREFIXES, type KeyRole } from '../../lib/model/api-key.ts';
import { createKey } from '../../lib/runtime/services/api-keys.ts';
import { StartError } from '../../local/command/start-error.ts';
import { type ApiClient, dataOf, fieldOf, pathTo, textOf } from '../api-client.ts';
import type { Call, Command } from '../command.ts';
import { stackOutputs } from '../stack-outputs.ts';
import { table } from '../table.ts';
import { UsageError } from '../usage-error.ts';

const PATH = '/v1/keys';
/** Enough of the 64 digits to tell keys apart in a list. */
const SHOWN_DIGITS = 12;
const FEWEST_DIGITS = 6;

function isRole(role: string): role is KeyRole {
  return Object.hasOwn(KEY_PREFIXES, role);
}

async function list(call: Call): Promise<void> {
  const answer = await (await call.api()).get(PATH);
  const row = (key: unknown) => [
    textOf(key, 'id').slice(0, SHOWN_DIGITS),
    ...['role', 'source', 'hint'].map((name) => textOf(key, name)),
    fieldOf(key, 'revokedAt') === undefined ? 'live' : 'revoked',
    textOf(key, 'createdAt').slice(0, 10),
  ];
  const headings = ['ID', 'ROLE', 'SOURCE', 'HINT', 'STATE', 'MADE'];
  call.show(answer, () => table(headings, dataOf(answer).map(row)));
}

/** Without a key yet, the deployer's AWS credentials are what may write one. */
async function createInTable(call: Call, role: KeyRole, source: string): Promise<unknown> {
  const environment = call.text('env');
  const name =
    call.text('table') ?? (environment ? (await stackOutputs(environment)).table : undefined);
  if (name === undefined) throw new UsageError('give --env, --table or an admin key');
  const client = documentClient();
  try {
    const documents = new DynamoDocumentStore(client, name);
    return await createKey(documents, role, source, call.io.now);
  } finally {
    client.destroy();
  }
}

async function create(call: Call): Promise<void> {
  const role = call.text('role') ?? 'admin';
  const source = call.text('source') ?? 'default';
  if (!isRole(role)) throw new UsageError(`--role must be admin, read or write, got '${role}'`);
  const hasKey = call.text('key') ?? call.io.variables['BAROMETER_ADMIN_KEY'];
  const inTable = call.text('table') !== undefined || (call.text('env') !== undefined && !hasKey);
  const made = inTable
    ? await createInTable(call, role, source)
    : await (await call.api()).post(PATH, { role, source });
  call.show(made, () => textOf(made, 'key'));
}

/** A key by its id, or by the first digits of it. */
async function find(api: ApiClient, given: string | undefined): Promise<unknown> {
  if (given === undefined || given.length < FEWEST_DIGITS) {
    throw new UsageError(`give a key's id, at least ${FEWEST_DIGITS} digits: see barometer keys`);
  }
  const found = dataOf(await api.get(PATH)).filter((key) => textOf(key, 'id').startsWith(given));
  if (found.length === 1) return found[0];
  const how = found.length === 0 ? 'no key has' : 'several keys have';
  throw new StartError(`${how} this id: see barometer keys list`);
}

async function revoke(call: Call): Promise<void> {
  const api = await call.api();
  const key = await find(api, call.positionals[0]);
  const answer = await api.remove(pathTo(PATH, textOf(key, 'id')));
  call.show(answer, () => `the ${textOf(key, 'role')} key ${textOf(key, 'hint')}... is revoked`);
}

/** The new key first, so that nothing is without one meanwhile. */
async function rotate(call: Call): Promise<void> {
  const api = await call.api();
  const old = await find(api, call.positionals[0]);
  const id = textOf(old, 'id');
  const same = { role: textOf(old, 'role'), source: textOf(old, 'source') };
  const made = await api.post(PATH, same);
  if (call.has('now')) await api.remove(pathTo(PATH, id));
  call.show(made, () => textOf(made, 'key'));
  if (call.has('now')) return;
  const environment = call.text('env');
  const where = environment === undefined ? '' : ` --env ${environment}`;
  const next = `barometer keys revoke ${id.slice(0, SHOWN_DIGITS)}${where}`;
  call.io.err(`the old key still works; when the new one is in use: ${next}`);
}

export const keysCommand: Command = {
  name: 'keys',
  summary: 'list, create, revoke or rotate keys',
  usage: `Usage: barometer keys list
       barometer keys create [--role admin|read|write] [--source NAME]
       barometer keys revoke ID
       barometer keys rotate ID [--now]   a second key; --now revokes the first

create prints the key alone, once. With --env and no key, or with --table, it
is written into the table with your own AWS credentials: the first one is made
so.`,
  options: {
    role: { type: 'string' },
    source: { type: 'string' },
    table: { type: 'string' },
    now: { type: 'boolean' },
  },
  actions: { list, create, revoke, rotate },
};
