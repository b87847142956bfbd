import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { batchIdentity } from '../../../lib/dynamo/keys.ts';
import { MemoryTable } from '../../support/stores/memory-table.ts';

/** A table that outlives the processes, and the client that reaches it. */
export interface FaultTable {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

/** Told of each batch that landed in the table, whatever becomes of the answer. */
export type OnPut = (batch: { readonly requestId: string; readonly receivedAt: number }) => void;

export function memoryTable(): FaultTable {
  return { client: new MemoryTable(), table: 'faults' };
}

function batchIn(command: unknown) {
  const item = command instanceof PutCommand ? command.input.Item : undefined;
  return item && /^BATCH#/.test(String(item['pk'])) ? batchIdentity(String(item['sk'])) : undefined;
}

/** The client, telling of each batch that it put. */
export function watched(client: DynamoDBDocumentClient, onPut: OnPut): DynamoDBDocumentClient {
  const send = async (command: object): Promise<unknown> => {
    const answer: unknown = await Reflect.apply(client.send, client, [command]);
    const batch = batchIn(command);
    if (batch) onPut(batch);
    return answer;
  };
  return new Proxy(client, {
    get: (target, name) => (name === 'send' ? send : Reflect.get(target, name, target)),
  });
}
