import { featuresOf, keyFeaturesOf } from '../../scores/conditions/features.ts';
import {
  type FeatureUse,
  raiseFeatureUses,
  type WatchedFeature,
} from '../occurred/feature-uses.ts';
import type { EventBatch } from '../occurred/occurred-sources.ts';
import { isHistoryKnown } from '../occurred/prior-activity.ts';
import type { KindDefinition } from './kind-definition.ts';
import { ACCOUNTS_OR_USERS, ID } from './rule-fields.ts';

/** Whether a use is the first: nothing like it before, in a past that is known well enough. */
async function isFirstUse({ sources, accounts }: EventBatch, { subject, watched }: FeatureUse) {
  const past = await sources.past();
  if (!past) return false;
  const isUser = subject.scope === 'user';
  const known = (isUser ? past.users : past.accounts).get(subject.hash);
  if (watched.events.some((event) => known?.events.has(event))) return false;
  const profile = isUser
    ? (await sources.profiles.get('user', subject.hash))?.profile
    : accounts.get(subject.hash);
  return isHistoryKnown(profile, known, sources.now);
}

/** The first use of a key feature, or of the feature that the rule names. */
export const featureAdopted: KindDefinition = {
  fields: { scope: ACCOUNTS_OR_USERS, feature: ID },
  raise: (batch, rules) =>
    raiseFeatureUses(batch, rules, {
      once: 'ever',
      watched: ({ feature }, model): readonly WatchedFeature[] =>
        feature === undefined
          ? keyFeaturesOf(model)
          : featuresOf(model).filter(({ id }) => id === feature),
      isNews: isFirstUse,
      titleOf: ({ watched }, name) => `${name} adopted ${watched.label}`,
      textOf: ({ watched, subject }, name, who) =>
        subject.scope === 'account'
          ? `${who} was the first at ${name} to use ${watched.label}.`
          : `${name} used ${watched.label} for the first time.`,
    }),
};
