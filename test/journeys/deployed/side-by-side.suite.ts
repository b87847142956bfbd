import { beforeAll, describe, expect, it } from 'vitest';
import { hourOf, MS_PER_HOUR } from '../../../lib/model/hour.ts';
import { eventually } from './eventually.ts';
import { StackClient } from './stack-client.ts';

const dev = new StackClient();
/** Deployed with schedules of a minute for seal and score: nothing else calls for them here. */
const staging = new StackClient('barometer-staging');

describe('two environments side by side', () => {
  beforeAll(async () => {
    await dev.createKeys();
    await staging.createKeys();
  });

  it('two environments side by side share no endpoint, table, topic or bus', () => {
    const [one, other] = [dev.stack, staging.stack];
    for (const part of ['prefix', 'table', 'topic', 'bus'] as const) {
      expect(one[part]).not.toBe(other[part]);
    }
  });

  it('two environments side by side refuse the keys of each other', async () => {
    expect((await staging.ask('/v1/status', 'GET', undefined, dev.adminKey)).status).toBe(401);
    expect((await dev.ask('/v1/status', 'GET', undefined, staging.adminKey)).status).toBe(401);
  });

  it('two environments side by side are sealed and scored by their own schedules, each what it was sent', async () => {
    const scored = await eventually('scores by the schedule', 150, async () => {
      const { status, body } = await staging.ask('/v1/accounts?asOf=live');
      return status === 200 && body.data.length > 0 ? body.data : undefined;
    });
    expect(scored).toMatchObject([{ accountId: 'umbrella', rawScore: 3 }]);
    const { body } = await staging.ask('/v1/status');
    expect(body.unsealedHours).toBe(0);
    expect(body.sealedThrough >= hourOf(Date.now() - 2 * MS_PER_HOUR)).toBe(true);
    expect(body.lastRun).toMatchObject({ trigger: 'schedule', status: 'done' });
    const others = await dev.ask('/v1/accounts?asOf=live');
    expect(JSON.stringify(others.body)).not.toContain('umbrella');
  });
});
