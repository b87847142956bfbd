import { identityResolver } from '../../events/identity-link.ts';
import type { ProfileStore } from '../../events/profile-store.ts';
import type { ProfilesOfRun } from '../../scores/conditions/profile-projection.ts';

/**
 * What a run reads of profiles: accounts and links once, so that all models, rules and digests of the
 * run see the same ones. Of links only what resolves them is held on to, of users, of whom there may
 * be millions, nothing.
 */
export function createRunProfiles(store: ProfileStore): ProfilesOfRun {
  let accounts: ReturnType<ProfileStore['all']> | undefined;
  let resolver: ReturnType<ProfilesOfRun['resolver']> | undefined;
  return {
    each: (kind, take) => store.each(kind, take),
    all(kind) {
      if (kind === 'user') return store.all(kind);
      accounts ??= store.all(kind);
      return accounts;
    },
    resolver() {
      resolver ??= store.allLinks().then(identityResolver);
      return resolver;
    },
  };
}
