import { expect, it, vi } from 'vitest';
import { readKnownRules } from '../../../../lib/runtime/jobs/alerts/read-known-rules.ts';
import { testServices } from '../../../support/worlds/test-services.ts';

it('a stored rule of a kind that the release does not know is left out with a warning that names it', async () => {
  const { documents } = await testServices();
  const known = { id: 'drop', kind: 'score.decreased', enabled: true };
  await documents.put('rule', 'drop', known, 0);
  await documents.put('rule', 'newer', { id: 'newer', kind: 'toString', enabled: true }, 0);
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  expect(await readKnownRules({ documents, log })).toEqual([known]);
  expect(log.warn).toHaveBeenCalledExactlyOnceWith(
    'a rule of a kind that this release does not know is left out',
    { rule: 'newer', kind: 'toString' },
  );
});
