import { parseArgs } from 'node:util';
import { documentClient } from '../lib/dynamo/document-client.ts';
import { DynamoDocumentStore } from '../lib/dynamo/dynamo-document-store.ts';
import { KEY_PREFIXES, type KeyRole } from '../lib/model/api-key.ts';
import { createKey } from '../lib/runtime/keys.ts';

const USAGE = `usage: npm run keys:create -- --table TABLE --role admin|read|write [--source NAME]
Writes a new key into the table of a deployed stack, with your own AWS credentials, and shows it once.
`;

interface Wanted {
  readonly table: string;
  readonly role: KeyRole;
  readonly source: string;
}

function isRole(role: string | undefined): role is KeyRole {
  return role !== undefined && Object.hasOwn(KEY_PREFIXES, role);
}

/** What the arguments ask for; undefined when they do not say. Throws for an unknown option. */
function wantedBy(args: readonly string[]): Wanted | undefined {
  const { table, role, source } = parseArgs({
    args: [...args],
    options: {
      table: { type: 'string' },
      role: { type: 'string' },
      source: { type: 'string', default: 'default' },
    },
  }).values;
  return table && isRole(role) ? { table, role, source } : undefined;
}

/** Exit code 0 with the key on standard output, 1 when it failed, 2 when too little was said. */
async function main(args: readonly string[]): Promise<number> {
  try {
    const wanted = wantedBy(args);
    if (!wanted) {
      process.stderr.write(USAGE);
      return 2;
    }
    const documents = new DynamoDocumentStore(documentClient(), wanted.table);
    const { key } = await createKey(documents, wanted.role, wanted.source, Date.now);
    process.stdout.write(`${key}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
