import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Capacity units as DynamoDB bills them, and the calls that took them. */
export interface Consumed {
  read: number;
  write: number;
  calls: number;
}

const READS = new Set(['GetItemCommand', 'BatchGetItemCommand', 'QueryCommand', 'ScanCommand']);

/**
 * Counts what all commands of a client consume from now on: benches and the figures of a run.
 * The numbers in the answer go on growing.
 */
export function meterConsumed(client: DynamoDBDocumentClient): Readonly<Consumed> {
  const consumed: Consumed = { read: 0, write: 0, calls: 0 };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const input = { ...args.input, ReturnConsumedCapacity: 'TOTAL' as const };
      const answer = await next({ ...args, input });
      const units = unitsOf(answer.output);
      consumed[READS.has(String(context['commandName'])) ? 'read' : 'write'] += units;
      consumed.calls += 1;
      return answer;
    },
    { step: 'initialize', name: 'meterConsumed' },
  );
  return consumed;
}

function unitsOf(output: object): number {
  if (!('ConsumedCapacity' in output)) return 0;
  const parts = [output.ConsumedCapacity ?? []].flat() as readonly ConsumedCapacity[];
  return parts.reduce((sum, part) => sum + (part.CapacityUnits ?? 0), 0);
}
