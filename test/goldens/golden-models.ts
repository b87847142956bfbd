/** A model with something of everything that a block can hold. */
export const RICH_MODEL = {
  events: {
    Opened: { weight: 1, feature: 'reading' },
    Invited: { weight: 10, feature: 'team' },
    Paused: { weight: -3 },
    Exported: { weight: 0.7, feature: 'export' },
    'Données exportées': { weight: 0, risk: true },
  },
  defaultWeight: 0.25,
  windows: [1, 7, 30],
  headlineWindow: 7,
  normalization: { percentile: 90, curve: 2, floor: 5 },
  features: {
    reading: { label: 'Reading', key: true },
    team: { key: true },
    sso: { label: 'Single sign-on', key: true, when: { trait: 'sso', equals: true } },
  },
  activation: {
    account: {
      within: 120,
      steps: [
        { id: 'open', label: 'Open it', event: 'Opened', atLeast: 5 },
        { id: 'invite', event: 'Invited', distinctUsers: 2 },
        { id: 'plan', when: { trait: 'plan', exists: true } },
      ],
    },
    user: {
      steps: [
        { id: 'open', event: 'Opened' },
        { id: 'export', event: 'Exported', atLeast: 3 },
      ],
    },
  },
  lifecycle: {
    trial: { trait: 'plan', equals: 'trial' },
    paid: { trait: 'plan', in: ['team', 'business'] },
    cancelled: { event: 'Subscription Cancelled' },
  },
  owner: { trait: 'csm' },
  segments: {
    large: { of: 'account', label: 'Large', when: { trait: 'mrr', atLeast: 1_000 } },
    keen: { of: 'user', when: { event: 'Opened', atLeast: 3, days: 30 } },
    steady: { of: 'account', when: { metric: 'frequency', atLeast: 1 } },
  },
  pql: { minScore: 20 },
};

/** Another one: fewer windows, activity by name, and only some are compared with each other. */
export const NARROW_MODEL = {
  events: { Opened: 1, Invited: 4, Paused: -1 },
  windows: [1, 3],
  headlineWindow: 3,
  normalization: { percentile: 80, curve: 0 },
  account: { headline: 'total' },
  activity: ['Opened', 'Invited'],
  population: { of: 'account', not: { trait: 'plan', equals: 'trial' } },
};

/** Those that do not come with the product: every other kind of rule, of users too. */
export const MORE_RULES = {
  low: { kind: 'score.below', threshold: 40, clear: 45 },
  high: { kind: 'score.above', scope: 'user', threshold: 60, severity: 'low' },
  drop: { kind: 'score.decreased', threshold: 5, minTenureDays: 1 },
  silent: { kind: 'user.inactive', days: 3 },
  asleep: { kind: 'account.inactive', days: 2, minMembers: 1 },
  activated: { kind: 'activation.completed' },
  started: { kind: 'activation.progressed', scope: 'user', threshold: 0.5 },
  grew: { kind: 'segment.entered', segment: 'large' },
  rested: { kind: 'segment.left', scope: 'user', segment: 'keen' },
  narrow: { kind: 'score.increased', model: 'narrow', window: 1, threshold: 1 },
};
