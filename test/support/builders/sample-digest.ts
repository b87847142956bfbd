import type { Digest } from '../../../lib/alerts/message/digest.ts';

/** A work list with one account at risk, but for what a test says of it. */
export function sampleDigest(given: Partial<Digest> = {}): Digest {
  return {
    schemaVersion: 1,
    id: '00000000000000d1',
    day: '2026-11-20',
    raisedAt: '2026-11-21T00:10:00.000Z',
    atRisk: [
      {
        accountId: 'acme',
        name: 'Acme Inc',
        score: 52,
        change: -28,
        reason: 'fell 28 points: 20 from fewer Task Completed',
        champion: { userId: 'ada@acme.example', name: 'Ada', score: 61 },
        url: 'https://crm.example.com/acme',
      },
    ],
    expanding: [],
    stuckTrials: [],
    pqls: [],
    noted: [],
    ...given,
  };
}
