/** What users of every random world do; the last one is a page. */
export const EVENTS = [
  'Task Completed',
  'Project Created',
  'Teammate Invited',
  'Report Viewed',
  'Data Exported',
  'Subscription Cancelled',
  '$click',
  'Viewed Home Page',
] as const;

export const PAGE = 'Viewed Home Page';

/** What traits may say: each has values of its own, some of them odd. */
export const TRAITS: Readonly<Record<string, readonly unknown[]>> = {
  plan: ['free', 'trial', 'team', 'business', null],
  seats: [1, 5, 12, 40, '12', '2786', 'many', ''],
  sso: [true, false, null],
  internal: [true, false],
  csm: ['kim', 'lee', 'mo'],
  mrr: [0, 5, 19.5, 1_000, '1000', null],
};
