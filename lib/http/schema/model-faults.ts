import type { Fault } from '../../model/barometer-error.ts';
import type { Condition } from '../../model/condition.ts';
import { conditionTree } from '../../model/model-conditions.ts';
import { BUILT_IN_SEGMENTS, type ScoringModel } from '../../model/scoring-model.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import { featuresOf } from '../../scores/conditions/features.ts';
import { LIFECYCLE_STATES } from '../../scores/conditions/lifecycle.ts';
import {
  ownSegment,
  PRE_SCORE_SEGMENTS,
  preScoreSegment,
} from '../../scores/conditions/segments.ts';
import { didYouMean } from './closest-name.ts';

function segmentsNamedIn(condition: Condition): readonly string[] {
  return [...conditionTree(condition)].flatMap((each) => ('segment' in each ? [each.segment] : []));
}

/** The conditions of a model with their places. */
function conditionsWithPaths(model: ScoringModel): readonly (readonly [string, Condition])[] {
  const { activation, lifecycle, features, segments, population } = model;
  const named = (path: string, record: object | undefined) =>
    Object.entries(record ?? {}).map(
      ([name, { when }]: [string, { when?: Condition }]) => [`${path}.${name}.when`, when] as const,
    );
  const steps = (subjectKind: SubjectKind) =>
    (activation?.[subjectKind]?.steps ?? []).map(
      ({ when }, i) => [`activation.${subjectKind}.steps[${i}].when`, when] as const,
    );
  const states = Object.entries(lifecycle ?? {}).map(
    ([state, when]) => [`lifecycle.${state}`, when] as const,
  );
  const all = [
    ['population', population] as const,
    ...named('features', features),
    ...named('segments', segments),
    ...steps('account'),
    ...steps('user'),
    ...states,
  ];
  return all.flatMap(([path, when]) => (when ? [[path, when] as const] : []));
}

function unknownSegmentFaults(model: ScoringModel): readonly Fault[] {
  const known = [...Object.keys(model.segments ?? {}), ...BUILT_IN_SEGMENTS];
  return conditionsWithPaths(model).flatMap(([path, condition]) =>
    segmentsNamedIn(condition)
      .filter((segment) => !known.includes(segment))
      .map((segment) => ({
        path,
        message: `names the unknown segment '${segment}'${didYouMean(segment, known)}`,
      })),
  );
}

/** The segments that one leads to, directly or through others; itself when it is in a cycle. */
function reachableSegments(model: ScoringModel, start: Condition): ReadonlySet<string> {
  const seen = new Set<string>();
  const pending = [...segmentsNamedIn(start)];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const own = ownSegment(model, id);
    if (own) pending.push(...segmentsNamedIn(own.when));
  }
  return seen;
}

function segmentCycles(model: ScoringModel): readonly Fault[] {
  return Object.entries(model.segments ?? {})
    .filter(([id, segment]) => reachableSegments(model, segment.when).has(id))
    .map(([id]) => ({ path: `segments.${id}.when`, message: 'leads back to the segment itself' }));
}

/** What is known before the comparison within the population, which cannot depend on the rest. */
const EARLY_METRICS: readonly string[] = ['tenureDays', 'daysSinceActive'];

function dependsOnScores(model: ScoringModel, condition: Condition): boolean {
  if ('metric' in condition) return !EARLY_METRICS.includes(condition.metric);
  if (!('segment' in condition) || ownSegment(model, condition.segment)) return false;
  const { segment } = condition;
  const isBuiltIn = BUILT_IN_SEGMENTS.some((id) => id === segment);
  return isBuiltIn && !preScoreSegment(segment);
}

const LATE_MESSAGE =
  'must not depend on a score or on what follows from it: of metrics it may ask for ' +
  `${EARLY_METRICS.join(' and ')}, of built-in segments for ${PRE_SCORE_SEGMENTS.join(', ')}`;

/** Returns a condition and all within it, those of the segments it leads to as well. */
function wholeTree(model: ScoringModel, start: Condition): readonly Condition[] {
  const within = [...reachableSegments(model, start)].flatMap((id) => ownSegment(model, id) ?? []);
  return [start, ...within.map(({ when }) => when)].flatMap((each) => [...conditionTree(each)]);
}

/**
 * Whom a model looks at is settled before there are scores. Of a step and a state it must be known since
 * when it holds, for days of which there are no scores at hand.
 */
function lateFaults(model: ScoringModel): readonly Fault[] {
  const isEarly = (path: string) => /^(population|activation|lifecycle)\b/.test(path);
  return conditionsWithPaths(model)
    .filter(([path]) => isEarly(path))
    .filter(([, condition]) =>
      wholeTree(model, condition).some((each) => dependsOnScores(model, each)),
    )
    .map(([path]) => ({ path, message: LATE_MESSAGE }));
}

/** A state that asks for a state goes in a circle. */
function lifecycleCycles(model: ScoringModel): readonly Fault[] {
  const states: readonly string[] = LIFECYCLE_STATES;
  const isState = (id: string) => states.includes(id) && !ownSegment(model, id);
  return Object.entries(model.lifecycle ?? {})
    .filter(([, when]) => [...reachableSegments(model, when)].some(isState))
    .map(([state]) => ({
      path: `lifecycle.${state}`,
      message: 'leads back to the lifecycle itself',
    }));
}

/** Settings are what the traits and events of somebody say. */
function lateSettingFaults({ features }: ScoringModel): readonly Fault[] {
  const message = 'must ask for traits and events only: metrics and segments come later';
  return Object.entries(features ?? {}).flatMap(([id, { when }]) =>
    when && [...conditionTree(when)].some((each) => 'metric' in each || 'segment' in each)
      ? [{ path: `features.${id}.when`, message }]
      : [],
  );
}

function duplicateFaults(path: string, names: readonly (string | number)[]): readonly Fault[] {
  const repeated = names.filter((name, i) => names.indexOf(name) !== i);
  return [...new Set(repeated)].map((name) => ({ path, message: `names ${name} twice` }));
}

function headlineFaults({ windows, headlineWindow }: ScoringModel): readonly Fault[] {
  if (windows.includes(headlineWindow)) return [];
  const message = `must be one of windows (${windows.join(', ')}), got ${headlineWindow}`;
  return [{ path: 'headlineWindow', message }];
}

/** Features that nothing counts as a use of: nobody could ever adopt them. */
function unusedFeatureFaults(model: ScoringModel): readonly Fault[] {
  const known = new Set(featuresOf(model).map(({ id }) => id));
  const message =
    "needs a 'when', or an event in events that names it as its feature, of a weight of 0 or more and no risk";
  return Object.keys(model.features ?? {})
    .filter((id) => !known.has(id))
    .map((id) => ({ path: `features.${id}`, message }));
}

/** Windows over days that are not kept: their scores would be those of a shorter one. */
export function retentionFaults(model: ScoringModel, retentionDays: number): readonly Fault[] {
  return model.windows.flatMap((window, index) => {
    if (window <= retentionDays) return [];
    const message = `must be at most ${retentionDays}, the days that are kept, got ${window}`;
    return [{ path: `windows[${index}]`, message }];
  });
}

/** What a schema cannot see: references, cycles, names that come twice. */
export function modelFaults(model: ScoringModel): readonly Fault[] {
  const stepIds = (subjectKind: SubjectKind) =>
    (model.activation?.[subjectKind]?.steps ?? []).map(({ id }) => id);
  return [
    ...headlineFaults(model),
    ...duplicateFaults('windows', model.windows),
    ...duplicateFaults('activation.account.steps', stepIds('account')),
    ...duplicateFaults('activation.user.steps', stepIds('user')),
    ...unusedFeatureFaults(model),
    ...unknownSegmentFaults(model),
    ...segmentCycles(model),
    ...lifecycleCycles(model),
    ...lateFaults(model),
    ...lateSettingFaults(model),
  ];
}
