import { dynamoStores, type Stores, TABLE } from '../../../fixtures/dynamo-stores.ts';
import { MemoryTable } from './memory-table.ts';

/** Every store as production has it, empty, over one table in memory. */
export function memoryStores(clock?: () => number): Stores {
  return dynamoStores(new MemoryTable(), TABLE, clock);
}
