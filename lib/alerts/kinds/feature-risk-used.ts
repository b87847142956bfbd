import { isRisk } from '../../model/event-weight.ts';
import { ownValue } from '../../model/own-value.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import { raiseFeatureUses, type WatchedFeature } from '../occurred/feature-uses.ts';
import type { AlertRule } from '../rule.ts';
import type { KindDefinition } from './kind-definition.ts';
import { ACCOUNTS_OR_USERS, EVENT_NAMES, ID } from './rule-fields.ts';

/** Returns the rule's events, or those that the model marks as risk, each standing for itself. */
function riskyEvents(rule: AlertRule, model: ScoringModel): readonly WatchedFeature[] {
  const risky = rule.events ?? Object.keys(model.events).filter((event) => isRisk(model, event));
  return risky.flatMap((event) => {
    const feature = ownValue(model.events, event)?.feature;
    const isWatched = rule.feature === undefined || rule.feature === feature;
    return isWatched ? [{ id: feature ?? event, label: event, events: [event] }] : [];
  });
}

/** An event that is a sign of leaving; once a day, and after the rule's cool-down. */
export const featureRiskUsed: KindDefinition = {
  fields: { scope: ACCOUNTS_OR_USERS, feature: ID, events: EVENT_NAMES },
  raise: (batch, rules) =>
    raiseFeatureUses(batch, rules, {
      once: 'daily',
      watched: riskyEvents,
      isNews: async () => true,
      titleOf: ({ watched, subject }, name) =>
        `Sign of leaving ${subject.scope === 'account' ? 'at' : 'of'} ${name}: ${watched.label}`,
      textOf: ({ event }, _name, who) =>
        `${who} did ${event.event}, which is marked as a sign of leaving.`,
    }),
};
