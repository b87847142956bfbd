import { ANA, established, joiners, type SampleAccount, TOM, team } from './sample-account.ts';
import { expanding, seasonal, steady, thriving, trying } from './stories.ts';

/** Customers that a success manager need not worry about. */
export const HEALTHY_ACCOUNTS: readonly SampleAccount[] = [
  {
    ...established,
    id: 'beacon-robotics',
    name: 'Beacon Robotics',
    plan: 'business',
    mrr: 2400,
    csm: ANA,
    story: thriving,
    users: [
      ...team('lead', 'Amara Diallo', 'Jonas Weber', 'Priya Nair'),
      ...team('member', 'Luis Ortega', 'Mei Tanaka', 'Olga Petrova', 'Sam Carter', 'Zoe Martin'),
      ...team('member', 'Hassan Ali', 'Nina Rossi'),
      ...team('viewer', 'Victor Lund', 'Clara Stein'),
    ],
    moments: [{ day: 12, event: 'Integration Connected', traits: { ssoEnabled: true } }],
  },
  {
    ...established,
    id: 'ember-logistics',
    name: 'Ember Logistics',
    plan: 'team',
    mrr: 450,
    csm: TOM,
    story: expanding,
    users: [
      ...team('lead', 'Grace Kim'),
      ...team('member', 'Paul Novak', 'Ines Costa'),
      ...joiners('member', 24, 6, 'Ravi Shah', 'Ellen Berg', 'Marc Petit', 'Tara Quinn'),
      ...joiners('member', 50, 5, 'Omar Haddad', 'Julia Sand', 'Ben Frost', 'Lena Vogt'),
    ],
    moments: [
      { day: 45, event: 'Integration Connected' },
      { day: 58, traits: { plan: 'business', mrr: 1300 } },
    ],
  },
  {
    id: 'ibis-schools',
    name: 'Ibis Schools',
    plan: 'trial',
    mrr: 0,
    csm: TOM,
    created: 52,
    story: trying,
    users: [
      { name: 'Helen Moore', habit: 'lead', joins: 52 },
      ...joiners('member', 54, 2, 'Karl Jensen', 'Yara Silva', 'Dina Levi', 'Tim Walsh'),
    ],
    moments: [
      { day: 60, event: 'Integration Connected' },
      { day: 63, traits: { plan: 'team', mrr: 300 } },
    ],
  },
  {
    ...established,
    id: 'harbor-events',
    name: 'Harbor Events',
    plan: 'business',
    mrr: 900,
    csm: TOM,
    story: seasonal,
    users: [
      ...team('lead', 'Gina Lopez', 'Theo Marsh'),
      ...team('member', 'Anna Kroll', 'Bo Larsen', 'Cleo Daniels', 'Max Huber', 'Pia Sato'),
    ],
  },
  {
    ...established,
    id: 'fathom-research',
    name: 'Fathom Research',
    plan: 'business',
    mrr: 1100,
    csm: ANA,
    story: steady(0.9),
    users: [
      ...team('lead', 'Erik Dahl', 'Mona Farouk'),
      ...team('member', 'Jae Park', 'Liv Strand', 'Raul Vega', 'Una Byrne', 'Yusuf Demir'),
    ],
  },
  {
    ...established,
    id: 'alder-finch',
    name: 'Alder & Finch',
    plan: 'team',
    mrr: 400,
    csm: TOM,
    story: steady(0.5),
    users: [
      ...team('lead', 'Cora Finch'),
      ...team('member', 'Jack Alder', 'Sina Kurz', 'Will Tate'),
      ...team('viewer', 'Beth Moss'),
    ],
  },
  {
    ...established,
    id: 'dovetail-studio',
    name: 'Dovetail Studio',
    plan: 'team',
    mrr: 40,
    csm: TOM,
    story: steady(0.7),
    users: team('lead', 'Ivy Chase'),
  },
];
