/** The rooms in the order data walks through them. A room may look back, never forward. */
const rooms = ['model', 'events', 'counts', 'scores', 'alerts'];
const allRooms = `^lib/(${rooms.join('|')})/`;

const roomRules = rooms.map((room, i) => ({
  name: `${room}-looks-only-back`,
  severity: 'error',
  from: { path: `^lib/${room}/` },
  to: { path: '^lib/', pathNot: `^lib/(${rooms.slice(0, i + 1).join('|')})/` },
}));

/** The walls around the rooms, each with the packages it stands for. */
const walls = {
  dynamo: '^node_modules/@aws-sdk/(client|lib)-dynamodb|^(node:)?(crypto|zlib)$',
  messaging: '^node_modules/@aws-sdk/client-|^(node:)?(crypto|dns|net|http|https|url|buffer)',
  http: '^node_modules/(zod|yaml)/',
  runtime: '^node_modules/(@middy|zod|@aws-sdk|@types)/|^(node:)?(crypto|zlib|buffer)$',
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
    ...wallRules,
    {
      name: 'rooms-are-pure',
      severity: 'error',
      comment: 'no AWS, no node built-ins, no packages in the domain',
      from: { path: allRooms },
      to: { pathNot: '^lib/' },
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
      to: { path: '^(functions|infra|local|cli|bench|web|test)/' },
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
