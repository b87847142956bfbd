import { describe, expect, it } from 'vitest';
import { createScore } from '../../../functions/score.ts';
import { directoryRowsOf } from '../../support/stores/directory-rows.ts';
import { faulty } from '../../support/stores/faulty.ts';
import {
  calls,
  HOUR,
  lived,
  MINUTE,
  naming,
  scores,
  withErasureWorld,
} from '../../support/worlds/erasure-world.ts';

describe('a user who is erased', () => {
  it('a user who is erased is nowhere in the store afterwards, and everybody else scores as before', async () => {
    await withErasureWorld(async (w, time) => {
      await lived(w, time);
      const before = await scores(w);
      expect(before.named).toContain('ada-lovelace');
      expect(naming(await w.everything()).length).toBeGreaterThan(7);

      const asked = await w.call('DELETE', '/v1/users/ada-lovelace');
      expect(asked).toMatchObject({ status: 202, body: { status: 'initialized' } });
      expect(JSON.stringify(asked.body)).not.toContain('hashes');
      await w.score({ job: 'erase' });
      const status = () => w.call('GET', '/v1/erasures/ada-lovelace');
      expect((await status()).body).toMatchObject({ status: 'running' });
      const left = naming(await w.everything());
      expect(left.filter((text) => !text.includes('DOC#suppression'))).toEqual([]);

      time.now += 4 * MINUTE;
      await w.tail();
      await w.score({ job: 'score' });
      expect((await status()).body).toMatchObject({ status: 'finished' });
      expect(naming(await w.everything())).toEqual([]);
      expect((await scores(w)).text).toBe(before.text);
      expect((await w.call('GET', '/v1/users/ada-lovelace')).status).toBe(404);

      time.now += 2 * HOUR;
      await w.seal();
      await w.score({ job: 'score' });
      expect((await scores(w)).text).toBe(before.text);
      expect(naming(await w.everything())).toEqual([]);
      expect(naming(await w.everything(), ['bob', 'cat']).length).toBeGreaterThan(2);
      const { body } = await w.call('GET', '/v1/alerts');
      expect(JSON.stringify(body)).toContain('Talk to (erased) ((erased)): https://x.example/u/');
      expect(await w.call('DELETE', '/v1/users/ada-lovelace')).toMatchObject({
        status: 200,
        body: { status: 'finished' },
      });
    });
  });

  it('a user who is erased is forgotten by a process that knew it', async () => {
    await withErasureWorld(async (w, time) => {
      await lived(w, time);
      const { directory } = w.services.caches;
      const ids = async () =>
        (await directoryRowsOf(w.services.blocks, directory)).map(([, { id }]) => id);
      expect(await ids()).toEqual(expect.arrayContaining(['ada-lovelace', 'bob']));
      await w.call('DELETE', '/v1/users/ada-lovelace');
      await w.score({ job: 'erase' });
      expect(naming(await ids())).toEqual([]);
      expect(await ids()).toEqual(expect.arrayContaining(['bob', 'cat', 'acme']));
    });
  });

  it('a user who is erased is taken in again only after the suppression is lifted', async () => {
    await withErasureWorld(async (w, time) => {
      await w.post(calls(time.now));
      await w.tail();
      expect((await w.call('GET', '/v1/erasures/ada-lovelace')).status).toBe(404);
      expect((await w.call('DELETE', '/v1/erasures/ada-lovelace')).status).toBe(404);
      await w.call('DELETE', '/v1/users/ada-lovelace');
      expect((await w.call('DELETE', '/v1/erasures/ada-lovelace')).status).toBe(409);
      time.now += MINUTE;
      const again = await w.post(calls(time.now));
      const rejected = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((index) => ({
        index,
        reason: 'suppressed',
      }));
      expect(again).toMatchObject({ status: 200, body: { rejected } });
      const counts = [{ userId: 'ada-king', event: 'Read', day: '2026-11-20', count: 1 }];
      expect((await w.counts(counts)).body).toMatchObject({
        rejected: [{ index: 0, reason: 'suppressed' }],
      });
      time.now += 4 * MINUTE;
      await w.score({ job: 'erase' });
      expect(naming(await w.everything())).toEqual([]);
      expect((await w.call('DELETE', '/v1/erasures/ada-king')).status).toBe(200);
      expect((await w.post(calls(time.now))).body).toEqual({ success: true });
    });
  });

  it('a user who is erased and named beside another user is left out and does not take that one along', async () => {
    await withErasureWorld(async (w, time) => {
      await w.call('DELETE', '/v1/users/ada-king');
      const timestamp = new Date(time.now).toISOString();
      const alias = { type: 'alias', userId: 'bob', previousId: 'ada-king', timestamp };
      expect((await w.post([alias])).body).toEqual({ success: true });
      time.now += 4 * MINUTE;
      await w.score({ job: 'erase' });
      expect(naming(await w.everything())).toEqual([]);
    });
  });

  it('a user whose erasure breaks off stays to be erased, and is erased by the next run', async () => {
    await withErasureWorld(async (w, time) => {
      await w.post(calls(time.now));
      await w.tail();
      await w.call('DELETE', '/v1/users/ada-lovelace');
      time.now += 4 * MINUTE;
      const profiles = faulty(w.services.profiles, (method) =>
        method === 'remove' ? 'dies after' : 'works',
      );
      const breaking = createScore({ ...w.services, profiles });
      await expect(breaking({ job: 'erase' })).rejects.toThrow('died after remove');
      const status = () => w.call('GET', '/v1/erasures/ada-lovelace');
      expect((await status()).body).toMatchObject({ status: 'failed' });
      await w.score({ job: 'score' });
      expect((await status()).body).toMatchObject({ status: 'finished' });
      expect(naming(await w.everything())).toEqual([]);
    });
  });
});
