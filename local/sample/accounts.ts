import { HEALTHY_ACCOUNTS } from './healthy-accounts.ts';
import type { SampleAccount } from './sample-account.ts';
import { TROUBLED_ACCOUNTS } from './troubled-accounts.ts';

/** Twelve customers of a project-management product, each with a story. */
export const SAMPLE_ACCOUNTS: readonly SampleAccount[] = [
  ...HEALTHY_ACCOUNTS,
  ...TROUBLED_ACCOUNTS,
];
