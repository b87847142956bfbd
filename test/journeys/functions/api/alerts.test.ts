import { beforeEach, describe, expect, it } from 'vitest';
import { send } from '../../../../fixtures/gateway-request.ts';
import { KEYS } from '../../../../fixtures/keys.ts';
import { createApi } from '../../../../functions/api.ts';
import { addDays, daysInRange } from '../../../../lib/model/day.ts';
import { putModel } from '../../../../lib/model/model-versions.ts';
import type { HttpHandler } from '../../../../lib/runtime/server/http-handler.ts';
import { publishSnapshot } from '../../../../lib/scores/snapshot/snapshots.ts';
import { aModel } from '../../../support/builders/a-model.ts';
import { sampleAlert } from '../../../support/builders/sample-alert.ts';
import { RuleWorld } from '../../../support/worlds/rule-world.ts';
import { type TestServices, testServices } from '../../../support/worlds/test-services.ts';

let services: TestServices;
let api: HttpHandler;

beforeEach(async () => {
  services = await testServices();
  api = createApi(services);
});

const post = (path: string, body: unknown, key = KEYS.admin) => send(api, path, { key, body });

describe('an alert', () => {
  it('an alert is acknowledged with a note that stays with it', async () => {
    const { id } = sampleAlert();
    await services.alerts.putAlert(sampleAlert());
    const answer = await post(`/v1/alerts/${id}/acknowledge`, { note: 'called them' });
    expect(answer.status).toBe(200);
    const read = await send(api, `/v1/alerts/${id}`, { method: 'GET', key: KEYS.read });
    expect(read.body).toMatchObject({
      acknowledged: { at: '2026-11-21T12:00:00.000Z', note: 'called them' },
    });
    expect((await post('/v1/alerts/none/acknowledge', {})).status).toBe(404);
    expect((await post(`/v1/alerts/${id}/acknowledge`, {}, KEYS.read)).status).toBe(403);
  });
});

describe('a rule in the API', () => {
  it('a rule in the API is silenced and heard again', async () => {
    const rule = { kind: 'score.decreased', threshold: 20 };
    await send(api, '/v1/rules/drop', { method: 'PUT', key: KEYS.admin, body: rule });
    const until = '2026-12-01T00:00:00Z';
    expect((await post('/v1/rules/drop/silence', { until })).status).toBe(200);
    expect((await post('/v1/rules/drop/silence', { until, subject: 'acme' })).status).toBe(200);
    const silence = await services.documents.get<object>('setting', 'silence/drop');
    expect(silence?.body).toMatchObject({ until: '2026-12-01T00:00:00.000Z' });
    expect((await post('/v1/rules/drop/silence', { until: null })).status).toBe(200);
    const lifted = await services.documents.get<object>('setting', 'silence/drop');
    expect(lifted?.body).not.toHaveProperty('until');
    expect((await post('/v1/rules/none/silence', { until })).status).toBe(404);
    expect((await post('/v1/rules/drop/silence', { until: 'soon' })).status).toBe(400);
  });
});

describe('the preview of a rule', () => {
  const lifecycle = { cancelled: { trait: 'plan', equals: 'none' } } as const;

  /** Twelve accounts fall to nothing one after the other and cancel ten days later; twelve go on. */
  async function history(): Promise<void> {
    const world = new RuleWorld([]);
    world.model = aModel({ lifecycle });
    await putModel(services.documents, world.model.model);
    for (const [at, day] of daysInRange('2026-09-01', '2026-11-20').entries()) {
      const lines = Array.from({ length: 24 }, (_, a) => a)
        .filter((a) => a >= 12 || at < 20 + a * 2)
        .map((a) => [`u${a}`, `a${a}`, 'Opened', 5] as const);
      world.count(day, lines);
      for (let a = 0; a < 12; a++) {
        if (at === 30 + a * 2) world.trait(`a${a}`, 'plan', day, 'none');
      }
      const publication = { kind: 'final', generation: `run-${day}`, hour: `${day}T23` } as const;
      await publishSnapshot(services.blocks, world.scores(day), publication);
    }
  }

  it('the preview of a rule says when the rule would have fired, how often, and how well it foretold', async () => {
    await history();
    const rule = { kind: 'account.inactive', days: 5 };
    const { status, body } = await post('/v1/rules/preview', { rule, days: 81 });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      from: addDays('2026-11-20', -80),
      to: '2026-11-20',
      days: 81,
      alerts: 12,
      quality: { outcome: 'cancelled', outcomes: 12, precision: 1, recall: 1, medianLeadDays: 6 },
    });
    expect(body['perWeek']).toBeCloseTo((12 * 7) / 81, 10);
    expect(await services.alerts.pending(10)).toEqual([]);
  });

  it('the preview of a rule is empty and says nothing of quality while no day is closed', async () => {
    const { body } = await post('/v1/rules/preview', {
      rule: { kind: 'account.inactive', days: 5 },
    });
    expect(body).toMatchObject({ alerts: 0, quality: null, from: null });
  });

  it.each([[{ rule: { kind: 'account.created' } }], [{}], [{ rule: { kind: 'nonsense' } }]])(
    'the preview of a rule is 400 for %j',
    async (asked) => {
      expect((await post('/v1/rules/preview', asked)).status).toBe(400);
    },
  );
});
