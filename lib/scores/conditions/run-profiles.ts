import type { ResolveIdentity } from '../../events/identity-link.ts';
import type { ProfileStore } from '../../events/profile-store.ts';

/** What a run reads of users and accounts besides counts. */
export interface ProfilesOfRun extends Pick<ProfileStore, 'all' | 'each'> {
  /** Reads any id as the one it is linked to. */
  resolver(): Promise<ResolveIdentity>;
}
