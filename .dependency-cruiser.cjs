/** The rooms in the order data walks through them. A room may look back, never forward. */
const rooms = ['model', 'events', 'counts', 'scores', 'alerts'];
const allRooms = `^lib/(${rooms.join('|')})/`;

const roomRules = rooms.map((room, i) => ({
  name: `${room}-looks-only-back`,
  severity: 'error',
  from: { path: `^lib/${room}/` },
  to: { path: '^lib/', pathNot: `^lib/(${rooms.slice(0, i + 1).join('|')})/` },
}));

/**
 * The rooms within rooms, in order: a sub-room sees those before it. Those of one step stand side
 * by side and do not see each other. `.` is the files of the room itself.
 */
const subRooms = {
  counts: [['block'], ['batch'], ['directory'], ['delta'], ['day'], ['lifetime'], ['.']],
  scores: [
    ['columns'],
    ['formulas'],
    ['conditions'],
    ['snapshot'],
    ['aggregate'],
    ['checkpoint', 'day'],
    ['run'],
  ],
  alerts: [['.'], ['message'], ['evaluate', 'occurred', 'publish'], ['kinds'], ['rules']],
  runtime: [['services'], ['server'], ['ingest', 'read'], ['jobs'], ['routes', 'wiring']],
  'runtime/jobs': [['alerts', 'subscriptions'], ['catch-up', 'preview'], ['score'], ['erase']],
};

/** What a sub-room may see besides all sub-rooms of the steps before its own. */
const narrower = {
  // Pages are made from what is stored, never from the aggregate that it was made of.
  scores: { read: ['columns', 'formulas', 'conditions', 'snapshot'] },
};

const filesOf = (room, sub) => (sub === '.' ? `^lib/${room}/[^/]+$` : `^lib/${room}/${sub}/`);

const subRoomRule = (room, sub, seen) => ({
  name: `${room.replace('/', '-')}-${sub === '.' ? 'root' : sub}-looks-only-back`,
  severity: 'error',
  from: { path: filesOf(room, sub) },
  to: { path: `^lib/${room}/`, pathNot: [...seen, sub].map((each) => filesOf(room, each)) },
});

const subRoomRules = Object.entries(subRooms).flatMap(([room, steps]) => [
  ...steps.flatMap((step, i) =>
    step.map((sub) => subRoomRule(room, sub, steps.slice(0, i).flat())),
  ),
  ...Object.entries(narrower[room] ?? {}).map(([sub, seen]) => subRoomRule(room, sub, seen)),
]);

/** The walls around the rooms, each with the packages it stands for. */
const walls = {
  // p-map bounds how many calls to the table are under way.
  dynamo: '^node_modules/(@aws-sdk/(client|lib)-dynamodb|p-map/)|^(node:)?(crypto|zlib)$',
  // ipaddr.js knows which addresses are public: a table of our own would miss the next range.
  messaging:
    '^node_modules/(@aws-sdk/client-|ipaddr.js)|^(node:)?(crypto|dns|net|http|https|url|buffer)',
  http: '^node_modules/(zod|yaml)/',
  runtime: '^node_modules/(@middy|lru-cache|zod|@aws-sdk|@types)/|^(node:)?(crypto|zlib|buffer)$',
};
const mayUse = { dynamo: '', messaging: '', http: '', runtime: '|^lib/(http|dynamo|messaging)/' };
const wallRules = Object.entries(walls).map(([wall, packages]) => ({
  name: `${wall}-keeps-to-its-own-side`,
  severity: 'error',
  from: { path: `^lib/${wall}/` },
  to: { pathNot: `${allRooms}|^lib/${wall}/|${packages}${mayUse[wall]}` },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    ...subRoomRules,
    ...wallRules,
    {
      name: 'rooms-are-pure',
      severity: 'error',
      comment: 'no AWS, no node built-ins, no packages in the domain',
      from: { path: allRooms },
      to: { pathNot: '^lib/' },
    },
    {
      name: 'kinds-import-no-kind',
      severity: 'error',
      comment: 'what two kinds of alert share is in evaluate, in occurred or in rule-fields.ts',
      from: { path: '^lib/alerts/kinds/', pathNot: '^lib/alerts/kinds/kinds\\.ts$' },
      to: {
        path: '^lib/alerts/kinds/',
        pathNot: '^lib/alerts/kinds/(kind-definition|rule-fields)\\.ts$',
      },
    },
    {
      name: 'handlers-import-no-handler',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^functions/' },
    },
    {
      name: 'infra-never-imports-runtime',
      severity: 'error',
      from: { path: '^infra/' },
      to: { path: '^(functions|local|cli|lib/(?!model/))' },
    },
    {
      name: 'lib-never-imports-edges',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^(functions|infra|local|cli|bench|fixtures|web|test)/' },
    },
    {
      name: 'nobody-imports-tests',
      severity: 'error',
      from: { path: '^(functions|infra|local|cli|bench|fixtures)/' },
      to: { path: '^test/' },
    },
    {
      name: 'fixtures-import-no-bench',
      severity: 'error',
      from: { path: '^fixtures/' },
      to: { path: '^bench/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^lib/' }, to: {} },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
