import { ANA, established, type SampleAccount, TOM, team } from './sample-account.ts';
import { falling, leaving, silentFrom, steady, stuck } from './stories.ts';

/** Customers that somebody should call. */
export const TROUBLED_ACCOUNTS: readonly SampleAccount[] = [
  {
    id: 'lantern-books',
    name: 'Lantern Books',
    plan: 'trial',
    mrr: 0,
    csm: TOM,
    created: 60,
    story: stuck,
    users: [
      { name: 'Iris Blum', habit: 'lead', joins: 60 },
      { name: 'Noah Reed', habit: 'guest', joins: 61 },
    ],
  },
  {
    ...established,
    id: 'cedar-clinic',
    name: 'Cedar Clinic',
    plan: 'business',
    mrr: 1600,
    csm: ANA,
    story: falling,
    users: [
      ...team('lead', 'Ruth Adler', 'Finn Murphy'),
      ...team('member', 'Aisha Khan', 'Leo Brandt', 'Sofia Marin', 'Emil Nowak', 'Kate Bell'),
      ...team('viewer', 'Dr. Paula Hess'),
    ],
    moments: [{ day: 79, event: 'Data Exported' }],
  },
  {
    ...established,
    id: 'kestrel-travel',
    name: 'Kestrel Travel',
    plan: 'team',
    mrr: 500,
    csm: ANA,
    story: silentFrom(57),
    users: [
      ...team('lead', 'Maya Cohen'),
      ...team('member', 'Igor Pavlov', 'Lucy Hale', 'Dan Brooks', 'Wen Li'),
      ...team('viewer', 'Rosa Diaz'),
    ],
  },
  {
    ...established,
    id: 'juniper-foods',
    name: 'Juniper Foods',
    plan: 'team',
    mrr: 350,
    csm: TOM,
    story: leaving,
    users: [
      ...team('lead', 'Otto Falk'),
      ...team('member', 'Bea Lang', 'Carl Dunn'),
      ...team('viewer', 'Eva Roth'),
    ],
    moments: [
      { day: 63, event: 'Data Exported' },
      { day: 66, event: 'Subscription Cancelled', traits: { plan: 'cancelled', mrr: 0 } },
    ],
  },
  {
    ...established,
    id: 'granite-legal',
    name: 'Granite Legal',
    plan: 'business',
    mrr: 1200,
    csm: ANA,
    story: steady(1),
    users: [
      ...team('champion', 'Diana Frey'),
      ...team('guest', 'Hugh Barker', 'Lara Conti', 'Nils Holm', 'Petra Wolf', 'Alan Sharp'),
    ],
  },
];
