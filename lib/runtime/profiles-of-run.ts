import type { ProfileStore } from '../events/profile-store.ts';
import type { ScoringSources } from '../scores/scoring-sources.ts';

/**
 * What a run reads of profiles: accounts and links once, so that all models, rules and digests of the
 * run see the same ones. Users, of whom there may be millions, are not held on to.
 */
export function profilesOfRun(store: ProfileStore): ScoringSources['profiles'] {
  let accounts: ReturnType<ProfileStore['all']> | undefined;
  let links: ReturnType<ProfileStore['allLinks']> | undefined;
  return {
    each: (kind, take) => store.each(kind, take),
    all(kind) {
      if (kind === 'user') return store.all(kind);
      accounts ??= store.all(kind);
      return accounts;
    },
    allLinks() {
      links ??= store.allLinks();
      return links;
    },
  };
}
