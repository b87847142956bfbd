import { compileCondition, type Kind } from './compile-condition.ts';
import { compileEntry } from './compile-entry.ts';
import { featuresOf, type Model } from './model-of.ts';
import { type SqlTables, sqlText } from './sql-tables.ts';
import type { PostedCondition } from './world/random-condition.ts';

const KINDS = ['user', 'account'] as const;
const SEGMENTS_OF_USERS = ['new', 'rising', 'falling', 'recently-inactive', 'mature'];
const SEGMENTS_OF_ACCOUNTS = [
  ...SEGMENTS_OF_USERS,
  ...['multi-user', 'trial', 'paid', 'cancelled', 'pql', 'single-champion'],
];

/** What a model says without a condition: weights, windows, and how scores are made. */
export async function loadWeights(tables: SqlTables, model: Model): Promise<void> {
  const { events, activity = [], windows, normalization } = model;
  const double = (value: number | undefined) => `${value}::DOUBLE`;
  await tables.run(
    `SET VARIABLE floor = ${double(normalization.floor).replace('undefined', 'NULL')}`,
  );
  await tables.run(`SET VARIABLE percentile = ${double(normalization.percentile)}`);
  await tables.run(`SET VARIABLE curve = ${double(normalization.curve)}`);
  await tables.run(`SET VARIABLE default_weight = ${double(model.defaultWeight ?? 0)}`);
  await tables.set({
    headline: model.account.headline,
    headline_window: model.headlineWindow,
    has_activity: model.activity !== undefined,
    pql: model.pql?.minScore,
    owner: model.owner?.trait,
  });
  await tables.replace(
    'weights(event VARCHAR, weight DOUBLE)',
    Object.entries(events).map(([event, of]) => [event, typeof of === 'number' ? of : of.weight]),
  );
  await tables.replace(
    'activity(event VARCHAR)',
    activity.map((event) => [event]),
  );
  await tables.replace(
    'windows(win BIGINT)',
    windows.map((window) => [window]),
  );
}

/** "Each model with its own population": of users, or of accounts with their members. */
export async function loadPopulation(tables: SqlTables, { population }: Model): Promise<void> {
  const { of = 'nobody', ...condition } = population ?? {};
  const kind = of === 'user' ? 'user' : 'account';
  const holds = of === 'nobody' ? 'true' : compileCondition(condition, kind);
  await tables.run(`CREATE OR REPLACE TABLE population AS
    SELECT kind, id, day FROM profiles g WHERE kind <> '${of}' OR (${holds})`);
  if (of !== 'account') return;
  // "A population of accounts takes in every user ever seen in one of them."
  await tables.run(`DELETE FROM population g WHERE kind = 'user' AND NOT EXISTS (
    SELECT 1 FROM sights JOIN population accounts ON accounts.kind = 'account'
      AND accounts.id = sights.account AND sights.day <= getvariable('as_of')
    WHERE sights.person = g.id AND accounts.day = g.day)`);
}

/** The days on which conditions held, a row each with the name of the condition. */
async function loadHeldDays(
  tables: SqlTables,
  columns: string,
  named: readonly (readonly [string, Kind, PostedCondition])[],
): Promise<void> {
  await tables.replace(columns, []);
  const table = columns.split('(')[0];
  for (const [name, kind, when] of named) {
    await tables.run(`INSERT INTO ${table} SELECT kind, id, ${sqlText(name)}, day FROM grid g
      WHERE kind = '${kind}' AND day <= getvariable('as_of')
      AND (${compileCondition(when, kind)})`);
  }
}

export async function loadFeatures(tables: SqlTables, model: Model): Promise<void> {
  const features = featuresOf(model);
  await tables.replace(
    'features(id VARCHAR, label VARCHAR, isKey BOOLEAN, isSetting BOOLEAN)',
    features.map(({ id, label, isKey, when }) => [id, label, isKey, when !== undefined]),
  );
  await tables.replace(
    'feature_events(feature VARCHAR, event VARCHAR)',
    features.flatMap(({ id, events }) => events.map((event) => [id, event])),
  );
  const settings = features.flatMap(({ id, when }) =>
    when === undefined ? [] : KINDS.map((kind) => [id, kind, when] as const),
  );
  const columns = 'setting_days(kind VARCHAR, id VARCHAR, feature VARCHAR, day BIGINT)';
  await loadHeldDays(tables, columns, settings);
}

export async function loadSteps(tables: SqlTables, { activation = {} }: Model): Promise<void> {
  const all = KINDS.flatMap((kind) =>
    (activation[kind]?.steps ?? []).map((step, position) => ({ kind, position, ...step })),
  );
  await tables.replace(
    `steps(kind VARCHAR, step VARCHAR, label VARCHAR, position INTEGER, event VARCHAR,
      atLeast BIGINT, distinctUsers BIGINT)`,
    all.map(({ kind, id, label = id, position, event, atLeast = 1, distinctUsers = 0 }) => {
      return [kind, id, label, position, event, atLeast, distinctUsers];
    }),
  );
  await tables.replace(
    'limits(kind VARCHAR, within BIGINT)',
    KINDS.flatMap((kind) => (activation[kind] ? [[kind, activation[kind].within]] : [])),
  );
  const conditions = all.flatMap(({ id, kind, when }) =>
    when === undefined ? [] : [[id, kind, when] as const],
  );
  const columns = 'step_days(kind VARCHAR, id VARCHAR, step VARCHAR, day BIGINT)';
  await loadHeldDays(tables, columns, conditions);
}

export async function loadLifecycle(tables: SqlTables, { lifecycle = {} }: Model): Promise<void> {
  await tables.replace('entries(id VARCHAR, state VARCHAR, enteredMs BIGINT)', []);
  for (const [state, when] of Object.entries(lifecycle)) {
    await tables.run(`INSERT INTO entries SELECT id, '${state}', entered FROM (
      SELECT id, ${compileEntry(when)} AS entered FROM grid g
      WHERE kind = 'account' AND day = getvariable('as_of')) WHERE entered IS NOT NULL`);
  }
}

/** Who is in which segment: those built in, and those of the model. */
export async function loadSegments(tables: SqlTables, { segments = {} }: Model): Promise<void> {
  const own = Object.entries(segments);
  await tables.replace('segment_names(kind VARCHAR, id VARCHAR, label VARCHAR, builtIn BOOLEAN)', [
    ...SEGMENTS_OF_ACCOUNTS.map((id) => ['account', id, id, true]),
    ...SEGMENTS_OF_USERS.map((id) => ['user', id, id, true]),
    ...own.map(([id, { of, label = id }]) => [of, id, label, false]),
  ]);
  await tables.run(
    'CREATE OR REPLACE TABLE listed_segments AS SELECT kind, id, segment FROM in_segments',
  );
  for (const [id, { of, when }] of own) {
    await tables.run(`INSERT INTO listed_segments SELECT kind, id, ${sqlText(id)} FROM metrics g
      WHERE kind = '${of}' AND (${compileCondition(when, of, segments)})`);
  }
}
