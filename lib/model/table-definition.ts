/** The one table, that the stack declares and one machine creates. Keys: docs/storage.md. */
export const TABLE = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Epoch seconds after which DynamoDB may delete an item; housekeeping, decides nothing. */
  timeToLive: 'ttl',
  /** Sparse: holds only rule states that carry unpublished alerts. */
  outboxIndex: { name: 'outbox', partitionKey: 'outbox', sortKey: 'sk' },
} as const;
