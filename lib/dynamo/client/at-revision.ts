/** The condition that nobody wrote since a revision was read; 0 stands for an item not there yet. */
export function atRevision(expected: number) {
  if (expected === 0) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    ConditionExpression: '#r = :r',
    ExpressionAttributeNames: { '#r': 'r' },
    ExpressionAttributeValues: { ':r': expected },
  };
}
