/** Segments that every model has without naming them; a model may give one another meaning. */
export const BUILT_IN_SEGMENTS = [
  'new',
  'rising',
  'falling',
  'recently-inactive',
  'mature',
  'multi-user',
  'trial',
  'paid',
  'cancelled',
  'pql',
  'single-champion',
] as const;

export type BuiltInSegment = (typeof BUILT_IN_SEGMENTS)[number];
