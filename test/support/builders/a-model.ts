import type { ModelVersion, ScoringModel } from '../../../lib/model/scoring-model.ts';

/** A model with what matters to a test; linear, so that scores can be worked out by hand. */
export function aModel(given: Partial<ScoringModel> = {}, version = 1): ModelVersion {
  return {
    version,
    model: {
      id: 'default',
      events: { Opened: { weight: 1 }, Invited: { weight: 10 } },
      defaultWeight: 0,
      windows: [1, 7, 30],
      headlineWindow: 7,
      normalization: { percentile: 90, curve: 0 },
      account: { headline: 'fair' },
      ...given,
    },
  };
}
