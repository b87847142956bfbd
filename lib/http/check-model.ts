import type { Fault } from '../model/barometer-error.ts';
import { BUILT_IN_SEGMENTS } from '../model/built-in-segments.ts';
import { type Condition, innerConditions } from '../model/condition.ts';
import type { ScoringModel } from '../model/scoring-model.ts';
import { featuresOf } from '../scores/features.ts';
import { EARLY_SEGMENTS } from '../scores/segments.ts';
import { hint } from './closest-name.ts';

/** Every condition in the tree of one, itself first. */
function* tree(condition: Condition): Generator<Condition> {
  yield condition;
  for (const inner of innerConditions(condition)) yield* tree(inner);
}

function segmentsNamedIn(condition: Condition): readonly string[] {
  return [...tree(condition)].flatMap((each) => ('segment' in each ? [each.segment] : []));
}

/** The conditions of a model with their places. */
function conditionsOf(model: ScoringModel): readonly (readonly [string, Condition])[] {
  const { activation, lifecycle, features, segments, population } = model;
  const named = (place: string, record: object | undefined) =>
    Object.entries(record ?? {}).map(
      ([name, { when }]: [string, { when?: Condition }]) =>
        [`${place}.${name}.when`, when] as const,
    );
  const steps = (of: 'account' | 'user') =>
    (activation?.[of]?.steps ?? []).map(
      ({ when }, i) => [`activation.${of}.steps[${i}].when`, when] as const,
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
  return all.flatMap(([place, when]) => (when ? [[place, when] as const] : []));
}

function unknownSegments(model: ScoringModel): readonly Fault[] {
  const known = [...Object.keys(model.segments ?? {}), ...BUILT_IN_SEGMENTS];
  return conditionsOf(model).flatMap(([path, condition]) =>
    segmentsNamedIn(condition)
      .filter((segment) => !known.includes(segment))
      .map((segment) => ({
        path,
        message: `names the unknown segment '${segment}'${hint(segment, known)}`,
      })),
  );
}

/** The segments that one leads to, directly or through others; itself when it is in a cycle. */
function reachable(model: ScoringModel, start: Condition): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [...segmentsNamedIn(start)];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const own = Object.hasOwn(model.segments ?? {}, id) ? model.segments?.[id] : undefined;
    if (own) waiting.push(...segmentsNamedIn(own.when));
  }
  return seen;
}

function cycles(model: ScoringModel): readonly Fault[] {
  return Object.entries(model.segments ?? {})
    .filter(([id, segment]) => reachable(model, segment.when).has(id))
    .map(([id]) => ({ path: `segments.${id}.when`, message: 'leads back to the segment itself' }));
}

/** What is known before the comparison within the population, which cannot depend on the rest. */
const EARLY_METRICS: readonly string[] = ['tenureDays', 'daysSinceActive'];

function isLate(model: ScoringModel, condition: Condition): boolean {
  if ('metric' in condition) return !EARLY_METRICS.includes(condition.metric);
  if (!('segment' in condition) || Object.hasOwn(model.segments ?? {}, condition.segment)) {
    return false;
  }
  const { segment } = condition;
  const isBuiltIn = BUILT_IN_SEGMENTS.some((id) => id === segment);
  return isBuiltIn && !EARLY_SEGMENTS.some((id) => id === segment);
}

const LATE =
  'must not depend on a score or on what follows from it: of metrics it may ask for ' +
  `${EARLY_METRICS.join(' and ')}, of built-in segments for ${EARLY_SEGMENTS.join(', ')}`;

function latePopulation(model: ScoringModel): readonly Fault[] {
  if (!model.population) return [];
  const named = reachable(model, model.population);
  const within = [...named].flatMap((id) => model.segments?.[id]?.when ?? []);
  const all = [model.population, ...within].flatMap((condition) => [...tree(condition)]);
  return all.some((each) => isLate(model, each)) ? [{ path: 'population', message: LATE }] : [];
}

/** Settings are what the traits and events of somebody say. */
function lateSettings({ features }: ScoringModel): readonly Fault[] {
  const message = 'must ask for traits and events only: metrics and segments come later';
  return Object.entries(features ?? {}).flatMap(([id, { when }]) =>
    when && [...tree(when)].some((each) => 'metric' in each || 'segment' in each)
      ? [{ path: `features.${id}.when`, message }]
      : [],
  );
}

function twice(path: string, names: readonly (string | number)[]): readonly Fault[] {
  const again = names.filter((name, i) => names.indexOf(name) !== i);
  return [...new Set(again)].map((name) => ({ path, message: `names ${name} twice` }));
}

function headline({ windows, headlineWindow }: ScoringModel): readonly Fault[] {
  if (windows.includes(headlineWindow)) return [];
  const message = `must be one of windows (${windows.join(', ')}), got ${headlineWindow}`;
  return [{ path: 'headlineWindow', message }];
}

/** Features that nothing counts as a use of: nobody could ever adopt them. */
function unusedFeatures(model: ScoringModel): readonly Fault[] {
  const known = new Set(featuresOf(model).map(({ id }) => id));
  const message =
    "needs a 'when', or an event in events that names it as its feature, of a weight of 0 or more and no risk";
  return Object.keys(model.features ?? {})
    .filter((id) => !known.has(id))
    .map((id) => ({ path: `features.${id}`, message }));
}

/** Windows over days that are not kept: their scores would be those of a shorter one. */
export function retentionFaults(model: ScoringModel, retentionDays: number): readonly Fault[] {
  return model.windows.flatMap((window, at) => {
    if (window <= retentionDays) return [];
    const message = `must be at most ${retentionDays}, the days that are kept, got ${window}`;
    return [{ path: `windows[${at}]`, message }];
  });
}

/** What a schema cannot see: references, cycles, names that come twice. */
export function modelFaults(model: ScoringModel): readonly Fault[] {
  const stepIds = (of: 'account' | 'user') =>
    (model.activation?.[of]?.steps ?? []).map(({ id }) => id);
  return [
    ...headline(model),
    ...twice('windows', model.windows),
    ...twice('activation.account.steps', stepIds('account')),
    ...twice('activation.user.steps', stepIds('user')),
    ...unusedFeatures(model),
    ...unknownSegments(model),
    ...cycles(model),
    ...latePopulation(model),
    ...lateSettings(model),
  ];
}
