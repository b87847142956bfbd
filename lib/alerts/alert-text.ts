/** What an alert says: one line, the reasons, and the figures behind both. */
export interface AlertWords {
  readonly title: string;
  readonly text: string;
  readonly facts: Readonly<Record<string, unknown>>;
}
