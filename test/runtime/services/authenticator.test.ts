import { describe, expect, it, vi } from 'vitest';
import { isProblem } from '../../../lib/http/problem.ts';
import { createKey, importKey, revokeKey } from '../../../lib/runtime/services/api-keys.ts';
import { createAuthenticator } from '../../../lib/runtime/services/authenticator.ts';
import { memoryStores } from '../../support/stores/memory-stores.ts';

function openAuthenticator() {
  const { documents } = memoryStores();
  const lookUps = vi.spyOn(documents, 'get');
  const time = { now: 0 };
  const clock = () => time.now;
  return { documents, lookUps, time, clock, authenticator: createAuthenticator(documents, clock) };
}

describe('an authenticator', () => {
  it('an authenticator looks a key up once a minute, and an unknown key, too', async () => {
    const { documents, time, clock, authenticator, lookUps } = openAuthenticator();
    const { key } = await createKey(documents, 'write', 'web', clock);
    for (const each of [key, `wk_${'x'.repeat(43)}`]) {
      lookUps.mockClear();
      for (let i = 0; i < 5; i++) await authenticator.authenticate(each, 'write');
      expect(lookUps).toHaveBeenCalledTimes(1);
    }
    time.now += 60_000;
    await authenticator.authenticate(key, 'write');
    expect(lookUps).toHaveBeenCalledTimes(2);
  });

  it('an authenticator does not read the store for a malformed key', async () => {
    const { authenticator, lookUps } = openAuthenticator();
    for (const key of [undefined, 'x', 'sk_live_1', `wk_${'x'.repeat(1_000)}`]) {
      expect(await authenticator.authenticate(key, 'read')).toMatchObject({ status: 401 });
    }
    expect(lookUps).toHaveBeenCalledTimes(0);
  });

  it('an authenticator refuses a revoked key after a minute, or at once when its cache is cleared', async () => {
    const { documents, time, clock, authenticator } = openAuthenticator();
    const { key, id } = await createKey(documents, 'write', 'web', clock);
    await authenticator.authenticate(key, 'write');
    await revokeKey(documents, id, clock);
    time.now += 60_000;
    expect(await authenticator.authenticate(key, 'write')).toMatchObject({ status: 401 });

    const second = await createKey(documents, 'write', 'web', clock);
    await authenticator.authenticate(second.key, 'write');
    await revokeKey(documents, second.id, clock);
    authenticator.clear();
    expect(await authenticator.authenticate(second.key, 'write')).toMatchObject({ status: 401 });
  });

  it('an authenticator lets two keys of one source live at once', async () => {
    const { documents, clock, authenticator } = openAuthenticator();
    for (let i = 0; i < 2; i++) {
      const { key } = await createKey(documents, 'write', 'web', clock);
      expect(await authenticator.authenticate(key, 'write')).toMatchObject({ source: 'web' });
    }
  });

  it('an authenticator reads again when the clock was set back', async () => {
    const { documents, time, clock, authenticator, lookUps } = openAuthenticator();
    const { key } = await createKey(documents, 'write', 'web', clock);
    time.now = 1_000_000;
    await authenticator.authenticate(key, 'write');
    time.now = 0;
    lookUps.mockClear();
    expect(isProblem(await authenticator.authenticate(key, 'write'))).toBe(false);
    expect(lookUps).toHaveBeenCalledTimes(1);
  });
});

describe('a given key', () => {
  it('an imported key is taken as it is when its prefix and length are right', async () => {
    const { documents, clock, authenticator } = openAuthenticator();
    const key = `rk_${'1'.repeat(29)}`;
    await importKey(documents, { key, role: 'read', source: 'local' }, clock);
    expect(await authenticator.authenticate(key, 'read')).toMatchObject({ role: 'read' });
  });

  it.each([`rk_${'1'.repeat(28)}`, `wk_${'1'.repeat(40)}`, ''])(
    'an imported key of %s is refused',
    async (key) => {
      const { documents, clock } = openAuthenticator();
      await expect(
        importKey(documents, { key, role: 'read', source: 'local' }, clock),
      ).rejects.toThrow('begins with rk_');
    },
  );

  it('an imported key that was revoked stays revoked when it is imported again', async () => {
    const { documents, clock, authenticator } = openAuthenticator();
    const key = `rk_${'1'.repeat(40)}`;
    const { id } = await importKey(documents, { key, role: 'read', source: 'local' }, clock);
    await revokeKey(documents, id, clock);
    await importKey(documents, { key, role: 'read', source: 'local' }, clock);
    expect(await authenticator.authenticate(key, 'read')).toMatchObject({ status: 401 });
  });
});
