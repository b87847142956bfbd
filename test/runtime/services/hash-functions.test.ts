import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAnonymous, shardOf } from '../../../lib/model/id-hash.ts';
import { createIdHasher, fingerprint } from '../../../lib/runtime/services/hash-functions.ts';
import { createHashingService } from '../../../lib/runtime/services/hashing-service.ts';
import { ensureInstallation } from '../../../lib/runtime/services/installation.ts';
import { memoryStores } from '../../support/stores/memory-stores.ts';

describe('a fingerprint', () => {
  it('a fingerprint is 16 hex digits that differ for parts that read the same in a row', () => {
    expect(fingerprint(['a', 'bc'])).toMatch(/^[0-9a-f]{16}$/);
    expect(fingerprint(['a', 'bc'])).not.toBe(fingerprint(['ab', 'c']));
    expect(fingerprint(['a', ''])).not.toBe(fingerprint(['a']));
  });
});

describe('the hash of an id', () => {
  const hashId = createIdHasher('key');

  it('the hash of an id says by its lowest bit whether the id is anonymous', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (id) => {
        expect(isAnonymous(hashId('anonymous', id))).toBe(true);
        expect(isAnonymous(hashId('user', id))).toBe(false);
        expect(isAnonymous(hashId('account', id))).toBe(false);
        expect(hashId('user', id)).toMatch(/^[0-9a-f]{16}$/);
        expect(hashId('user', id)).not.toBe(hashId('account', id));
      }),
    );
  });

  it('the hash of an id takes no id for an erased one because of how its first character is written', () => {
    expect(hashId('anonymous', '\u{10000}')).toMatch(/^[0-9a-f]{16}$/);
    expect(isAnonymous(hashId('anonymous', '\u{10000}'))).toBe(true);
  });

  it('the hash of an id spreads ids over all 256 shards', () => {
    const ids = Array.from({ length: 20_000 }, (_, i) => hashId('user', `user-${i}`));
    expect(new Set(ids.map(shardOf)).size).toBe(256);
  });

  it('the hash of an id is another one under another key', () => {
    expect(createIdHasher('other')('user', 'u1')).not.toBe(hashId('user', 'u1'));
  });
});

describe('the installation', () => {
  it('the installation and its hash key are made once, by whichever process comes first', async () => {
    const { documents } = memoryStores();
    const clock = () => 0;
    const made = await Promise.all([1, 2, 3].map(() => ensureInstallation(documents, clock)));
    expect(new Set(made.map(({ hashKey }) => hashKey)).size).toBe(1);
    expect(Buffer.from(made[0]?.hashKey ?? '', 'base64url')).toHaveLength(32);
  });

  it('the installation gives every process the same hashes', async () => {
    const { documents } = memoryStores();
    const hashers = await Promise.all(
      [1, 2].map(() => createHashingService(documents, () => 0).idHasher()),
    );
    const [first, second] = hashers.map((hash) => hash('user', 'u1'));
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    expect(second).toBe(first);
  });
});
