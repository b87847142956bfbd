import type { RuleState, StoredRuleState } from '../../alerts/alert.ts';
import { TABLE } from '../../model/table-definition.ts';
import type { Item } from '../client/query-items.ts';
import { ruleStateKey } from '../keys.ts';
import { pack, unpack } from './pack.ts';

/** The one partition of the outbox index. */
export const PENDING_PARTITION = 'pending';

/** A rule state as one item: `r` revision, `b` packed state; in the index while alerts wait. */
export function toRuleStateItem(state: RuleState, revision: number) {
  return {
    ...ruleStateKey(state.rule, state.subject),
    r: revision,
    b: pack(state),
    ...(state.outbox.length > 0 && { [TABLE.outboxIndex.partitionKey]: PENDING_PARTITION }),
  };
}

export function fromRuleStateItem(item: Item): StoredRuleState {
  return { state: unpack(item['b']) as RuleState, revision: Number(item['r']) };
}
