/** What an operator says of a source: how its clients are to be understood. */
export interface SourceSettings {
  /** PostHog's types of groups that mean an account; of several that an event names the first counts. */
  readonly accountGroups: readonly string[];
}

export const DEFAULT_SOURCE_SETTINGS: SourceSettings = {
  accountGroups: ['company', 'organization', 'account', 'workspace', 'team'],
};
