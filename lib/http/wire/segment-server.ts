import { type Dialect, successAnswer } from './dialect.ts';
import { SEGMENT_TYPES, segmentBatchRoute, segmentEventRoute } from './segment-routes.ts';

/** The clients of Segment, RudderStack and Jitsu on servers and phones. */
export const SEGMENT_SERVER: Dialect = {
  summary: 'Post events',
  keyField: 'writeKey',
  routes: [
    ...SEGMENT_TYPES.map((type) => segmentEventRoute(`/v1/${type}`, type)),
    segmentBatchRoute('/v1/batch'),
    // Ruby's client posts its batches to `import`.
    segmentBatchRoute('/v1/import'),
  ],
  answer: successAnswer,
};
