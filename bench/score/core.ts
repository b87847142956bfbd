import { FIRST_RUN_MODEL } from '../../lib/model/scoring-model.ts';
import { type Aggregate, createAggregate } from '../../lib/scores/aggregate/aggregate.ts';
import { planAggregate } from '../../lib/scores/aggregate/aggregate-plan.ts';
import { pairOf, pairsByAccount } from '../../lib/scores/aggregate/membership.ts';
import { internId } from '../../lib/scores/columns/id-index.ts';
import { EVERYBODY } from '../../lib/scores/day/population.ts';
import { scoreWindow } from '../../lib/scores/day/score-window.ts';
import type { AccountScores } from '../../lib/scores/formulas/account-scores.ts';
import { exactScores } from '../../lib/scores/formulas/exact-score.ts';
import { addRawScores } from '../../lib/scores/formulas/raw-score.ts';
import type { CoreData } from './core-data.ts';

/** What the counts of one window come to. */
export interface CoreScores {
  readonly benchmark: number;
  /** Unrounded, by user. */
  readonly users: Float64Array;
  /** By account. */
  readonly accounts: readonly AccountScores[];
}

/** Different for different numbers, and spread like hashes. */
function hashOf(number: number): string {
  return (Math.imul(number, 0x9e3779b1) >>> 0).toString(16).padStart(16, '0');
}

/** An aggregate that has met all users and accounts: the state in which a run begins to sum up. */
function aggregateOf(data: CoreData): Aggregate {
  const model = { ...FIRST_RUN_MODEL.model, windows: [1], headlineWindow: 1 };
  const aggregate = createAggregate(
    planAggregate(model, '2026-11-20', '2026-11-20'),
    (hash) => hash,
  );
  for (let account = 0; account < data.accounts; account++) {
    internId(aggregate.ids.account, hashOf(account));
  }
  data.accountOf.forEach((account, user) => {
    internId(aggregate.ids.user, hashOf(user));
    pairOf(aggregate.members, user, account);
  });
  return aggregate;
}

/**
 * The product's own functions over rows in memory: raw scores, benchmark, three measures of every
 * account, and every user's score. Users are members of one account, so a pair is its user.
 */
export function scoreCore(data: CoreData): () => CoreScores {
  const aggregate = aggregateOf(data);
  const pairs = pairsByAccount(aggregate.members, aggregate.ids.account.length);
  const known = new Uint8Array(data.users).fill(1);
  const { user: subject, event, count, weights } = data;
  return () => {
    const raw = new Float64Array(data.users);
    addRawScores(raw, { subject, event, count }, weights);
    const [empty] = aggregate.windowSums;
    if (!empty) throw new Error('the plan has no span');
    const span = {
      ...empty,
      userRaw: raw,
      pairRaw: raw,
      accountOnlyRaw: new Float64Array(data.accounts),
      known,
    };
    const { benchmarks, accounts } = scoreWindow(aggregate, span, pairs, EVERYBODY);
    const { benchmark, curve } = benchmarks;
    const users = exactScores(raw, benchmark, curve);
    return { benchmark, users, accounts };
  };
}
