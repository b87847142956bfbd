import { beforeEach, describe, expect, it } from 'vitest';
import { numbersFrom } from '../../../fixtures/seeded.ts';
import type { Alert } from '../../../lib/alerts/alert.ts';
import { publishOutbox } from '../../../lib/alerts/publish/publish-outbox.ts';
import type { AlertRule } from '../../../lib/alerts/rule.ts';
import { type EvaluationSources, evaluateRules } from '../../../lib/alerts/rules/evaluate-rules.ts';
import type { Stores } from '../../../lib/dynamo/stores/dynamo-stores.ts';
import { fingerprint } from '../../../lib/runtime/services/hash-functions.ts';
import type { DayScores } from '../../../lib/scores/snapshot/day-scores.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { score } from '../../support/builders/score.ts';
import { type CountLine, someCounts } from '../../support/builders/some-counts.ts';
import { isInjected } from '../../support/stores/fate-wheel.ts';
import { type Fate, faulty } from '../../support/stores/faulty.ts';
import { memoryStores } from '../../support/stores/memory-stores.ts';

const ACCOUNTS = 12;
const RULE: AlertRule = { id: 'low', kind: 'score.below', threshold: 30, window: 1, enabled: true };
const MODEL = aModel({ windows: [1, 7], headlineWindow: 1 });

/** Everybody is busy on a good day; on a bad one the first four accounts are silent. */
function closed(asOf: string, isBad: boolean): DayScores {
  const lines = Array.from({ length: ACCOUNTS }, (_, a): CountLine[] =>
    isBad && a < 4 ? [] : [[`user ${a}`, `account ${a}`, 'Opened', 10]],
  );
  const before = Array.from({ length: ACCOUNTS }, (_, a): CountLine => {
    return [`user ${a}`, `account ${a}`, 'Opened', 10];
  });
  const counts = [someCounts('2026-11-18', before), someCounts(asOf, lines.flat())];
  return score(counts, { model: MODEL, asOf });
}

const GOOD = closed('2026-11-19', false);
const BAD = closed('2026-11-20', true);

let stores: Stores;
let told: Alert[];
const out = {
  publish: async (alerts: readonly Alert[]) => {
    told.push(...alerts);
    return alerts.map(({ id }) => id);
  },
};

function sourcesOver({
  documents,
  alerts,
}: Pick<Stores, 'documents' | 'alerts'>): EvaluationSources {
  const raisedAt = '2026-11-21T00:10:00.000Z';
  const context = { fingerprint, directory: new Map(), accounts: new Map(), raisedAt };
  return { documents, alerts, context };
}

const evaluate = (over: Pick<Stores, 'documents' | 'alerts'>, scores = BAD) =>
  evaluateRules(sourcesOver(over), [RULE], scores, MODEL);

const idsTold = () => new Set(told.map(({ id }) => id));
const factsTold = () => new Set(told.map(({ rule, subject, day }) => `${rule}/${subject}/${day}`));

beforeEach(async () => {
  stores = memoryStores();
  told = [];
  expect(await evaluate(stores, GOOD)).toBe(0);
});

describe('alerts of a closed day', () => {
  it('alerts of a closed day are one a fact when fifty processes evaluate and publish at once', async () => {
    await Promise.all(
      Array.from({ length: 50 }, async () => {
        await evaluate(stores);
        await publishOutbox(stores.alerts, out);
      }),
    );
    expect(factsTold().size).toBe(4);
    expect(idsTold().size).toBe(4);
    expect(await stores.alerts.pending(1)).toEqual([]);
  });

  it('alerts of a closed day are published by somebody, wherever the process that raised them died', async () => {
    for (let kill = 1; kill <= 40; kill++) {
      stores = memoryStores();
      told = [];
      await evaluate(stores, GOOD);
      let calls = 0;
      const fateOf = (): Fate => {
        calls++;
        if (calls < kill) return 'works';
        return calls === kill && kill % 2 === 0 ? 'dies after' : 'fails before';
      };
      const dying = {
        documents: faulty(stores.documents, fateOf),
        alerts: faulty(stores.alerts, fateOf),
      };
      await evaluate(dying)
        .then(() => publishOutbox(dying.alerts, faulty(out, fateOf)))
        .catch((error: unknown) => {
          if (!isInjected(error)) throw error;
        });
      await evaluate(stores);
      await publishOutbox(stores.alerts, out);
      expect(factsTold().size).toBe(4);
      expect(idsTold().size).toBe(4);
      expect(await stores.alerts.pending(1)).toEqual([]);
    }
  });

  it.each([1, 2, 3, 4, 5])(
    'alerts of a closed day are neither lost nor doubled among faults, seed %i',
    async (seed) => {
      const next = numbersFrom(seed);
      const fateOf = (): Fate => {
        if (next(10) > 0) return 'works';
        return next(2) === 0 ? 'fails before' : 'dies after';
      };
      const shaky = {
        documents: faulty(stores.documents, fateOf),
        alerts: faulty(stores.alerts, fateOf),
      };
      const work = async () => {
        await evaluate(shaky);
        await publishOutbox(shaky.alerts, faulty(out, fateOf));
      };
      for (let round = 0; round < 20; round++) {
        await Promise.allSettled(Array.from({ length: 10 }, work));
      }
      await evaluate(stores);
      await publishOutbox(stores.alerts, out);
      expect(factsTold().size).toBe(4);
      expect(idsTold().size).toBe(4);
    },
  );

  it('alerts of a closed day are not lost to a publisher that empties the same outbox meanwhile', async () => {
    await evaluate(stores);
    const armed = closed('2026-11-21', false);
    await evaluate(stores, armed);
    const states = await stores.alerts.statesOf(RULE.id);
    expect(states.map(({ state }) => state.outbox.length)).toEqual([1, 1, 1, 1]);
    let emptied = false;
    const alerts = faulty(stores.alerts, () => 'works');
    const racing = Object.assign(Object.create(alerts), {
      putState: async (...given: Parameters<typeof alerts.putState>) => {
        if (!emptied) {
          emptied = true;
          await publishOutbox(stores.alerts, out);
        }
        return alerts.putState(...given);
      },
    });
    await evaluate({ documents: stores.documents, alerts: racing }, closed('2026-11-22', true));
    await publishOutbox(stores.alerts, out);
    expect(factsTold().size).toBe(8);
  });

  it('alerts of a closed day are published again to nobody when the day is run again', async () => {
    expect(await evaluate(stores)).toBe(4);
    expect(await evaluate(stores)).toBe(0);
    expect(await evaluate(stores, GOOD)).toBe(0);
  });
});
