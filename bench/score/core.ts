import { FIRST_RUN_MODEL } from '../../lib/model/scoring-model.ts';
import type { AccountScores } from '../../lib/scores/account-score.ts';
import { numberOfId } from '../../lib/scores/id-index.ts';
import { pairOf } from '../../lib/scores/membership.ts';
import { exactScores } from '../../lib/scores/normalize.ts';
import { pairsByAccount } from '../../lib/scores/pairs-by-account.ts';
import { addRawScores } from '../../lib/scores/raw-score.ts';
import { scoreSpan } from '../../lib/scores/score-span.ts';
import { startTally, type Tally } from '../../lib/scores/tally.ts';
import { planTally } from '../../lib/scores/tally-plan.ts';
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

/** A tally that has met all users and accounts: the state in which a run begins to sum up. */
function tallyOf(data: CoreData): Tally {
  const model = { ...FIRST_RUN_MODEL.model, windows: [1], headlineWindow: 1 };
  const tally = startTally(planTally(model, '2026-11-20', '2026-11-20'));
  for (let account = 0; account < data.accounts; account++) {
    numberOfId(tally.accounts, hashOf(account));
  }
  data.accountOf.forEach((account, user) => {
    numberOfId(tally.users, hashOf(user));
    pairOf(tally.members, user, account);
  });
  return tally;
}

/**
 * The product's own functions over rows in memory: raw scores, benchmark, three measures of every
 * account, and every user's score. Users are members of one account, so a pair is its user.
 */
export function scoreCore(data: CoreData): () => CoreScores {
  const tally = tallyOf(data);
  const pairs = pairsByAccount(tally.members, tally.accounts.length);
  const known = new Uint8Array(data.users).fill(1);
  const { user: subject, event, count, weights } = data;
  return () => {
    const raw = new Float64Array(data.users);
    addRawScores(raw, { subject, event, count }, weights);
    const [empty] = tally.spans;
    if (!empty) throw new Error('the plan has no span');
    const span = {
      ...empty,
      userRaw: raw,
      pairRaw: raw,
      accountOnlyRaw: new Float64Array(data.accounts),
      known,
    };
    const { yardstick, accounts } = scoreSpan(tally, span, pairs, () => true);
    const { benchmark, curve } = yardstick;
    const users = exactScores(raw, benchmark, curve);
    return { benchmark, users, accounts };
  };
}
