import type { DirectoryCache } from '../counts/directory.ts';
import type { EverCache } from '../counts/ever.ts';
import type { CountSources } from '../counts/open-counts.ts';
import type { ResolveId } from '../events/link.ts';
import type { ProfileStore } from '../events/profile-store.ts';
import type { Day } from '../model/day.ts';
import type { SnapshotCache } from './snapshot-cache.ts';

/** What a run reads of users and accounts besides counts. */
export interface ProfilesOfRun extends Pick<ProfileStore, 'all' | 'each'> {
  /** Reads any id as the one it is linked to. */
  resolver(): Promise<ResolveId>;
}

/** What a scoring run reads and writes. */
export interface ScoringSources {
  readonly counts: CountSources;
  readonly profiles: ProfilesOfRun;
  readonly directory: DirectoryCache;
  readonly ever: EverCache;
  readonly snapshots: SnapshotCache;
  readonly retentionDays: number;
}

/** What is to be computed. */
export interface ScoreRequest {
  readonly asOf: Day;
  /** True for a closed day: the snapshot is final. False: live, while the day goes on. */
  readonly complete: boolean;
  /** Epoch milliseconds of the run. */
  readonly now: number;
  /** Names what is kept for later runs. @default nothing is kept */
  readonly generation?: string;
}
