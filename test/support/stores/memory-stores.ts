import { TABLE } from '../../../fixtures/dynalite-stores.ts';
import { dynamoStores, type Stores } from '../../../lib/dynamo/stores/dynamo-stores.ts';
import { MemoryTable } from './memory-table.ts';

/** Every store as production has it, empty, over one table in memory. */
export function memoryStores(clock: () => number = Date.now): Stores {
  return dynamoStores(new MemoryTable(), TABLE, clock);
}
