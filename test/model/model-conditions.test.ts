import { describe, expect, it } from 'vitest';
import { keptTraits } from '../../lib/model/model-conditions.ts';
import { FIRST_RUN_MODEL, type ScoringModel } from '../../lib/model/scoring-model.ts';

const trait = (name: string) => ({ trait: name, exists: true });

describe('the traits that are kept', () => {
  it('three traits are kept when no model names any', () => {
    expect([...keptTraits([FIRST_RUN_MODEL.model])]).toEqual(['name', 'email', 'createdAt']);
  });

  it('all traits are kept that any condition of any model names, however deep', () => {
    const model: ScoringModel = {
      ...FIRST_RUN_MODEL.model,
      owner: { trait: 'owner' },
      population: { of: 'user', not: trait('population') },
      features: { f: { when: trait('feature') }, g: {} },
      segments: { s: { of: 'user', when: { all: [{ any: [{ not: trait('segment') }] }] } } },
      lifecycle: { trial: trait('trial'), cancelled: { event: 'E' } },
      activation: {
        account: { steps: [{ id: 'a', when: trait('account-step') }] },
        user: { steps: [{ id: 'u', when: trait('user-step') }] },
      },
    };
    const named = [
      'owner',
      'population',
      'feature',
      'segment',
      'trial',
      'account-step',
      'user-step',
    ];
    expect([...keptTraits([FIRST_RUN_MODEL.model, model])].sort()).toEqual(
      ['name', 'email', 'createdAt', ...named].sort(),
    );
  });
});
