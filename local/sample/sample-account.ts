import type { HabitName } from './habits.ts';
import type { Story } from './stories.ts';

export interface SampleUser {
  readonly name: string;
  readonly habit: HabitName;
  /** The day of the sample on which they join. @default before it begins */
  readonly joins?: number;
}

export type SampleTraits = Readonly<Record<string, string | number | boolean>>;

/** A thing that happens once, besides everyday work, by the first user. */
export interface Moment {
  readonly day: number;
  readonly event?: string;
  /** Traits of the account that change. */
  readonly traits?: SampleTraits;
}

export interface SampleAccount {
  readonly id: string;
  readonly name: string;
  readonly plan: 'trial' | 'team' | 'business';
  /** Monthly recurring revenue, in dollars. */
  readonly mrr: number;
  readonly csm: string;
  /** The day of the sample on which it is created. @default long before the sample begins */
  readonly created?: number;
  readonly story: Story;
  readonly users: readonly SampleUser[];
  readonly moments?: readonly Moment[];
}

export const ANA = 'ana@planboard.example';
export const TOM = 'tom@planboard.example';

/** Members with one habit, all there from the beginning. */
export function team(habit: HabitName, ...names: readonly string[]): readonly SampleUser[] {
  return names.map((name) => ({ name, habit }));
}

/** Members who join one after the other. */
export function joiners(
  habit: HabitName,
  from: number,
  every: number,
  ...names: readonly string[]
) {
  return names.map((name, index) => ({ name, habit, joins: from + index * every }));
}
