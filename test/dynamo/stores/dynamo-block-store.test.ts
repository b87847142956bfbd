import { expect, it } from 'vitest';
import { numbersFrom } from '../../../fixtures/seeded.ts';
import { onEachStore } from '../../support/stores/on-each-store.ts';

/** 60 KB that deflate can hardly shrink. */
function noise(seed: number): { text: string } {
  const next = numbersFrom(seed);
  const text = Array.from({ length: 60_000 }, () => String.fromCharCode(33 + next(94))).join('');
  return { text };
}

onEachStore('a block', ({ stores }) => {
  it('a block is readable with all its chunks once it is published', async () => {
    const { blocks } = stores();
    const key = { namespace: 'snapshot/default', name: '2026-05-02#7' };
    expect(await blocks.head(key)).toBeUndefined();
    const chunks = [{ a: [1, 2] }, JSON.parse('{"__proto__":[3],"constructor":"x"}')];
    await blocks.publish(key, 'g/1', chunks, { users: 2 });
    const head = await blocks.head(key);
    expect(head).toEqual({ name: key.name, generation: 'g/1', chunks: 2, meta: { users: 2 } });
    if (!head) throw new Error('the head is there');
    const read = await blocks.read(key.namespace, head);
    expect(read.map(Object.entries)).toEqual(chunks.map(Object.entries));
  });

  it('a block is replaced by its next generation', async () => {
    const { blocks } = stores();
    const key = { namespace: 'counts', name: 'replaced' };
    await blocks.publish(key, '1', [{ v: 1 }, { v: 1 }], {});
    await blocks.publish(key, '2', [{ v: 2 }], {});
    const head = await blocks.head(key);
    expect(head).toMatchObject({ generation: '2', chunks: 1 });
    if (head) expect(await blocks.read(key.namespace, head)).toEqual([{ v: 2 }]);
  });

  it('a block of the same generation can be published again', async () => {
    const { blocks } = stores();
    const key = { namespace: 'counts', name: 'again' };
    await blocks.publish(key, '1', [{ v: 1 }], {});
    await blocks.publish(key, '1', [{ v: 1 }], {});
    const head = await blocks.head(key);
    if (head) expect(await blocks.read(key.namespace, head)).toEqual([{ v: 1 }]);
    expect(head?.generation).toBe('1');
  });

  it('a block that must be new is published by one of many', async () => {
    const { blocks } = stores();
    const key = { namespace: 'counts', name: 'first' };
    const publish = (g: string) => blocks.publishNew(key, g, [{ g }], {});
    const won = await Promise.all(['a', 'b', 'c', 'd'].map(publish));
    expect(won.filter((first) => first)).toHaveLength(1);
    const head = await blocks.head(key);
    if (head) expect(await blocks.read(key.namespace, head)).toEqual([{ g: head.generation }]);
    expect(['a', 'b', 'c', 'd'][won.indexOf(true)]).toBe(head?.generation);
    expect(await publish('e')).toBe(false);
  });
});

onEachStore('a block', ({ stores }) => {
  it('a block of 40 chunks of 60 KB is read in order', async () => {
    const { blocks } = stores();
    const key = { namespace: 'counts', name: 'large' };
    const chunks = Array.from({ length: 40 }, (_, seed) => noise(seed));
    await blocks.publish(key, '1', chunks, {});
    const head = await blocks.head(key);
    if (!head) throw new Error('the head is there');
    expect(await blocks.read(key.namespace, head)).toEqual(chunks);
  });

  it('a block that is removed is gone, head and chunks', async () => {
    const { blocks } = stores();
    const key = { namespace: 'counts', name: 'removed' };
    await blocks.publish(key, '1', [{ v: 1 }], {});
    const head = await blocks.head(key);
    if (!head) throw new Error('the head is there');
    await blocks.remove(key.namespace, head);
    await blocks.remove(key.namespace, head);
    expect(await blocks.head(key)).toBeUndefined();
    await expect(blocks.read(key.namespace, head)).rejects.toMatchObject({ code: 'unreadable' });
  });

  it('a block stays when an older generation of it is removed', async () => {
    const { blocks } = stores();
    const key = { namespace: 'counts', name: 'kept' };
    await blocks.publish(key, '1', [{ v: 1 }], {});
    const old = await blocks.head(key);
    await blocks.publish(key, '2', [{ v: 2 }], {});
    if (old) await blocks.remove(key.namespace, old);
    const head = await blocks.head(key);
    if (head) expect(await blocks.read(key.namespace, head)).toEqual([{ v: 2 }]);
    expect(head?.generation).toBe('2');
  });
});

onEachStore('heads', ({ stores }) => {
  it('the heads of blocks are listed by name, from and to included, namespace by namespace', async () => {
    const { blocks } = stores();
    const names = ['2026-05-03', '2026-05-01', '2026-05-02', '2026-05-04', '2026-05-02#7'];
    for (const name of names) await blocks.publish({ namespace: 'a', name }, '1', [{}], { name });
    await blocks.publish({ namespace: 'a#b', name: '2026-05-02' }, '1', [], {});
    const listed = async (from?: string, to?: string) =>
      (await blocks.heads('a', from, to)).map(({ name }) => name);
    expect(await listed()).toEqual([...names].sort());
    expect(await listed('2026-05-02', '2026-05-03')).toEqual([
      '2026-05-02',
      '2026-05-02#7',
      '2026-05-03',
    ]);
    expect(await listed('2026-05-03')).toEqual(['2026-05-03', '2026-05-04']);
    expect(await listed(undefined, '2026-05-01')).toEqual(['2026-05-01']);
    expect(await listed('2026-05-05')).toEqual([]);
  });

  it('the heads of blocks with the separator in their names are told apart', async () => {
    const { blocks } = stores();
    const keys = [
      { namespace: 's', name: 'a#b', generation: 'c' },
      { namespace: 's', name: 'a', generation: 'b#c' },
      { namespace: 's#a', name: 'b', generation: 'c' },
      { namespace: 's', name: 'a%23b', generation: 'c' },
    ];
    for (const { namespace, name, generation } of keys) {
      await blocks.publish({ namespace, name }, generation, [{ namespace, name }], {});
    }
    for (const { namespace, name } of keys) {
      const head = await blocks.head({ namespace, name });
      if (!head) throw new Error('the head is there');
      expect(await blocks.read(namespace, head)).toEqual([{ namespace, name }]);
    }
  });
});
