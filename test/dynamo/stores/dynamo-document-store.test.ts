import { expect, it } from 'vitest';
import { onEachStore } from '../../support/stores/on-each-store.ts';

onEachStore('a document', ({ stores }) => {
  it('a document is there as soon as its put answered', async () => {
    const { documents } = stores();
    expect(await documents.get('model', 'default')).toBeUndefined();
    const put = await documents.put('model', 'default', { weight: 2 }, 0);
    expect(put).toEqual({ id: 'default', version: 1, body: { weight: 2 } });
    expect(await documents.get('model', 'default')).toEqual(put);
  });

  it('a document is written by one of those who read the same version', async () => {
    const { documents } = stores();
    await documents.put('rule', 'r', { by: 'nobody' }, 0);
    const puts = ['a', 'b', 'c', 'd'].map((by) => documents.put('rule', 'r', { by }, 1));
    const written = (await Promise.all(puts)).filter((document) => document !== undefined);
    expect(written).toHaveLength(1);
    expect(await documents.get('rule', 'r')).toEqual(written[0]);
    expect(written[0]?.version).toBe(2);
  });

  it('a document that is there is not made again, and one that is not is not changed', async () => {
    const { documents } = stores();
    await documents.put('source', 's', 1, 0);
    expect(await documents.put('source', 's', 2, 0)).toBeUndefined();
    expect(await documents.put('source', 'other', 2, 3)).toBeUndefined();
    expect((await documents.get('source', 's'))?.body).toBe(1);
  });

  it('a document is removed once, and starts again at version 1', async () => {
    const { documents } = stores();
    await documents.put('key', 'k', {}, 0);
    expect(await documents.remove('key', 'k')).toBe(true);
    expect(await documents.remove('key', 'k')).toBe(false);
    expect(await documents.get('key', 'k')).toBeUndefined();
    expect((await documents.put('key', 'k', {}, 0))?.version).toBe(1);
  });

  it('a document keeps property names that every object has, and a body of 300 KB', async () => {
    const { documents } = stores();
    const body = JSON.parse('{"__proto__":{"weight":1},"constructor":2,"hasOwnProperty":[]}');
    const long = { ...body, text: 'engagement '.repeat(27_000) };
    await documents.put('model-version', 'default/1', long, 0);
    const read = await documents.get<object>('model-version', 'default/1');
    expect(Object.entries(read?.body ?? {})).toEqual(Object.entries(long));
  });
});

onEachStore('documents', ({ stores }) => {
  it('documents are listed by id within their kind', async () => {
    const { documents } = stores();
    const ids = ['b', 'a#1', 'a', 'a/2', 'ä', 'B'];
    for (const id of ids) await documents.put('setting', id, { id }, 0);
    await documents.put('subscription', 'a', {}, 0);
    const listed = await documents.list<{ id: string }>('setting');
    expect(listed.map(({ id }) => id)).toEqual([...ids].sort());
    expect(listed.every(({ id, body }) => id === body.id)).toBe(true);
    expect(await documents.list('rule')).toEqual([]);
  });
});
