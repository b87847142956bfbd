/**
 * # Adoption
 *
 * The share of key features used. An account has adopted what any of its members has: the union of
 * their features, not the mean of their shares.
 *
 * Source: Sherlock's articles on adoption; which features are key is `keyFeaturesOf`
 * (lib/scores/conditions/features.ts).
 *
 *     adoption = key features used / key features
 *
 * Example: 2 of 10 is 0.2, 8 of 10 is 0.8.
 *
 * Cost: O(1).
 *
 * @returns 0 to 1; null without key features
 */
export function adoptionOf(used: number, keyFeatures: number): number | null {
  return keyFeatures === 0 ? null : used / keyFeatures;
}
