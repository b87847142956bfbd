import { parseArgs } from 'node:util';
import { documentClient } from '../lib/dynamo/client/document-client.ts';
import { DynamoDocumentStore } from '../lib/dynamo/stores/dynamo-document-store.ts';
import { BarometerError } from '../lib/model/barometer-error.ts';

const USAGE = `usage: npm run outbox -- pause|resume --table TABLE
Holds back the alerts of a deployed stack, or lets them out, with your own AWS credentials.
`;

/** Writes the switch that the tail and scoring runs look at before they publish. */
async function setPaused(table: string, paused: boolean): Promise<void> {
  const documents = new DynamoDocumentStore(documentClient(), table);
  const stored = await documents.get('setting', 'outbox');
  if (await documents.put('setting', 'outbox', { paused }, stored?.version ?? 0)) return;
  throw new BarometerError('conflict', 'somebody else turned the switch just now, try again');
}

/** Exit code 0 when the switch is turned, 1 when it failed, 2 when too little was said. */
async function main(args: readonly string[]): Promise<number> {
  try {
    const options = { table: { type: 'string' } } as const;
    const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options });
    const [word = ''] = positionals;
    if (!values.table || !['pause', 'resume'].includes(word)) {
      process.stderr.write(USAGE);
      return 2;
    }
    await setPaused(values.table, word === 'pause');
    process.stdout.write(word === 'pause' ? 'alerts wait in the outbox\n' : 'alerts leave again\n');
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
