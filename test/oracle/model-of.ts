import type { PostedCondition } from './world/random-condition.ts';
import type { PostedModel } from './world/random-model.ts';

interface Step {
  readonly id: string;
  readonly label?: string;
  readonly event?: string;
  readonly atLeast?: number;
  readonly distinctUsers?: number;
  readonly when?: PostedCondition;
}

interface Weight {
  readonly weight: number;
  readonly feature?: string;
  readonly risk?: boolean;
}

/** A scoring model as docs/scoring.md speaks of it: what was posted, and what it means by default. */
export interface Model {
  readonly id: string;
  readonly events: Readonly<Record<string, number | Weight>>;
  readonly defaultWeight?: number;
  readonly windows: readonly number[];
  readonly headlineWindow: number;
  readonly normalization: {
    readonly percentile: number;
    readonly curve: number;
    readonly floor?: number;
  };
  readonly account: { readonly headline: string };
  readonly features?: Readonly<
    Record<
      string,
      { readonly label?: string; readonly key?: boolean; readonly when?: PostedCondition }
    >
  >;
  readonly activity?: readonly string[];
  readonly activation?: Readonly<
    Partial<
      Record<'user' | 'account', { readonly within?: number; readonly steps: readonly Step[] }>
    >
  >;
  readonly lifecycle?: Readonly<Record<string, PostedCondition>>;
  readonly owner?: { readonly trait: string };
  readonly population?: PostedCondition;
  readonly segments?: Readonly<
    Record<
      string,
      { readonly of: 'user' | 'account'; readonly label?: string; readonly when: PostedCondition }
    >
  >;
  readonly pql?: { readonly minScore: number };
}

export function modelOf(posted: PostedModel): Model {
  return posted as unknown as Model;
}

/** Pages, screens and names that begin with $ are nobody's choice. */
const IMPLICIT = /^\$|^Viewed .*(Page|Screen)$/;

/** What there is to adopt: the events of a feature, or the condition of a setting. */
export interface ModelFeature {
  readonly id: string;
  readonly label: string;
  readonly isKey: boolean;
  readonly events: readonly string[];
  readonly when?: PostedCondition;
}

/**
 * "Key features are those marked key, else those that events name, else every event of positive
 * weight." Negative and risk events are no features.
 */
export function featuresOf({ events, features = {} }: Model): readonly ModelFeature[] {
  const weights = Object.entries(events).map(([event, of]) => {
    return { event, ...(typeof of === 'number' ? { weight: of } : of) };
  });
  const useful = weights.filter(({ weight, risk }) => weight >= 0 && risk !== true);
  const named = useful.flatMap(({ feature }) => feature ?? []);
  const ids = [...new Set([...Object.keys(features), ...named])];
  const isMarked = Object.values(features).some(({ key }) => key === true);
  const listed = ids.map((id) => {
    const { label = id, key = false, when } = features[id] ?? {};
    const of = useful.filter(({ feature }) => feature === id).map(({ event }) => event);
    const isKey = isMarked ? key : named.includes(id);
    return { id, label, isKey, events: of, ...(when && { when }) };
  });
  if (isMarked || named.length > 0) return listed;
  const own = useful.filter(({ event, weight }) => weight > 0 && !IMPLICIT.test(event));
  return [
    ...listed,
    ...own.map(({ event }) => ({ id: event, label: event, isKey: true, events: [event] })),
  ];
}
