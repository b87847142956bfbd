import { expect, it } from 'vitest';
import { type OnDynamo, onDynamo } from '../../support/stores/on-dynamo.ts';

function hashOf(number: number): string {
  return number.toString(16).padStart(16, '0');
}

/** Lets DynamoDB process only some of the keys of each call, as it does above 16 MB. */
function processAtMost({ client }: OnDynamo, keys: number): () => number {
  let calls = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context['commandName'] !== 'BatchGetItemCommand') return next(args);
      calls++;
      const input = args.input as { RequestItems: Record<string, { Keys: object[] }> };
      const [[table, request] = ['', { Keys: [] }]] = Object.entries(input.RequestItems);
      const { Keys, ...rest } = request;
      const some = { ...input, RequestItems: { [table]: { ...rest, Keys: Keys.slice(0, keys) } } };
      const answer = await next({ ...args, input: some });
      const left = Keys.slice(keys);
      if (left.length > 0) {
        Object.assign(answer.output, { UnprocessedKeys: { [table]: { ...rest, Keys: left } } });
      }
      return answer;
    },
    { step: 'initialize' },
  );
  return () => calls;
}

async function putProfiles({ stores }: OnDynamo, count: number): Promise<string[]> {
  const hashes = Array.from({ length: count }, (_, i) => hashOf(i));
  for (const hash of hashes) await stores.profiles.put({ kind: 'user', hash, traits: {} }, 0);
  return hashes;
}

it('keys that a batch read did not process are requested again', () =>
  onDynamo(async (dynamo) => {
    const hashes = await putProfiles(dynamo, 50);
    const calls = processAtMost(dynamo, 20);
    const read = await dynamo.stores.profiles.getMany('user', hashes);
    expect(read.map(({ hash }) => hash).sort()).toEqual(hashes);
    expect(calls()).toBe(3);
  }));

it('a store that leaves keys of a batch read unprocessed for too long is unavailable', () =>
  onDynamo(async (dynamo) => {
    const hashes = await putProfiles(dynamo, 10);
    const calls = processAtMost(dynamo, 1);
    const reading = dynamo.stores.profiles.getMany('user', hashes);
    await expect(reading).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(calls()).toBe(6);
  }));
