/** What a user does on an ordinary day: how often, on average. */
export type Habit = Readonly<Record<string, number>>;

/** Plans the work. */
const lead: Habit = {
  'Project Created': 0.25,
  'Task Created': 3,
  'Task Completed': 1.5,
  'Comment Added': 2,
  'Report Viewed': 1.2,
  'Dashboard Created': 0.05,
};

/** Does the work. */
const member: Habit = {
  'Task Created': 1.2,
  'Task Completed': 2.5,
  'Comment Added': 1.5,
  'File Uploaded': 0.5,
};

/** Looks at the work. */
const viewer: Habit = { 'Report Viewed': 0.5, 'Comment Added': 0.3 };

/** Does everything, for everybody. */
const champion: Habit = {
  'Project Created': 0.5,
  'Task Created': 6,
  'Task Completed': 7,
  'Comment Added': 2,
  'Report Viewed': 1.5,
  'File Uploaded': 2,
};

/** Has an account and hardly uses it. */
const guest: Habit = { 'Comment Added': 0.06, 'Report Viewed': 0.05 };

export const HABITS = { lead, member, viewer, champion, guest } as const;

export type HabitName = keyof typeof HABITS;
