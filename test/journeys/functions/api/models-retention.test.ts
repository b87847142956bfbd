import { expect, it } from 'vitest';
import { send } from '../../../../fixtures/gateway-request.ts';
import { KEYS } from '../../../../fixtures/keys.ts';
import { createApi } from '../../../../functions/api.ts';
import { testServices } from '../../../support/worlds/test-services.ts';

it('a model with a window over more days than are kept is refused', async () => {
  const api = createApi(await testServices({ retentionDays: 14 }));
  const put = (windows: readonly number[]) => {
    const body = { id: 'default', events: { Opened: 1 }, windows, headlineWindow: 7 };
    return send(api, '/v1/models/default', { method: 'PUT', key: KEYS.admin, body });
  };
  expect(await put([7, 30])).toMatchObject({
    status: 400,
    body: {
      errors: [
        { path: 'windows[1]', message: 'must be at most 14, the days that are kept, got 30' },
      ],
    },
  });
  expect((await put([7, 14])).status).toBe(200);
});
