import type { Alert } from '../../lib/alerts/alert.ts';
import { publishOutbox } from '../../lib/alerts/publish-outbox.ts';
import { raiseCrossed } from '../../lib/alerts/raise-crossed.ts';
import type { AlertRule } from '../../lib/alerts/rule.ts';
import type { DayCounts } from '../../lib/counts/day-counts.ts';
import type { Directory } from '../../lib/counts/directory.ts';
import type { Profile } from '../../lib/events/profile.ts';
import { addDays, type Day } from '../../lib/model/day.ts';
import type { IdHash } from '../../lib/model/id-hash.ts';
import type { ModelVersion } from '../../lib/model/scoring-model.ts';
import { fingerprint } from '../../lib/runtime/hashing.ts';
import type { DayScores } from '../../lib/scores/day-scores.ts';
import { scoreDay } from '../../lib/scores/score-day.ts';
import { aModel } from './a-model.ts';
import { hashId } from './id-hashes.ts';
import { MemoryAlertStore } from './memory-alert-store.ts';
import { MemoryDocumentStore } from './memory-document-store.ts';
import { type CountLine, someCounts } from './some-counts.ts';

/** Twice the longest window of `aModel`, and for how long a member is known. */
const HISTORY_DAYS = 150;

/** Days of counts that are scored and looked at by rules one after the other, all for real. */
export class AlertWorld {
  readonly alerts = new MemoryAlertStore();
  readonly documents = new MemoryDocumentStore();
  /** What went out, message by message. */
  readonly told: Alert[] = [];
  rules: readonly AlertRule[];
  model: ModelVersion = aModel();
  readonly #counts = new Map<Day, DayCounts>();
  readonly #reported = new Map<Day, DayScores>();
  readonly #ids = new Map<IdHash, { kind: 'user' | 'account'; id: string }>();
  readonly #profiles = new Map<IdHash, Profile>();

  constructor(rules: readonly AlertRule[]) {
    this.rules = rules;
  }

  /** Sets what was done on a day. */
  count(day: Day, lines: readonly CountLine[]): void {
    this.#counts.set(day, someCounts(day, lines));
    for (const [user, account] of lines) {
      if (user) this.#ids.set(hashId('user', user), { kind: 'user', id: user });
      if (account) this.#ids.set(hashId('account', account), { kind: 'account', id: account });
    }
  }

  trait(account: string, name: string, day: Day, value: string): void {
    const hash = hashId('account', account);
    const before = this.#profiles.get(hash) ?? { kind: 'account', hash, traits: {} };
    const values = [...(before.traits[name] ?? []), { day, at: Date.parse(day), value }];
    this.#profiles.set(hash, { ...before, traits: { ...before.traits, [name]: values } });
  }

  scores(day: Day): DayScores {
    const first = addDays(day, 1 - HISTORY_DAYS);
    const counts = [...this.#counts.values()]
      .filter((each) => each.day >= first && each.day <= day)
      .sort((a, b) => (a.day < b.day ? -1 : 1));
    return scoreDay({
      model: this.model,
      asOf: day,
      complete: true,
      counts,
      ever: [],
      resolve: (hash) => hash,
      profiles: { users: new Map(), accounts: this.#profiles },
    });
  }

  /** Closes a day; answers how many alerts were raised. */
  async close(day: Day, suspect?: readonly string[]): Promise<number> {
    const scored = this.scores(day);
    const scores: DayScores = suspect ? { ...scored, suspect } : scored;
    if (!this.#reported.has(day)) this.#reported.set(day, scores);
    const directory: Directory = this.#ids;
    const sources = {
      documents: this.documents,
      alerts: this.alerts,
      context: {
        fingerprint,
        directory,
        accounts: this.#profiles,
        raisedAt: `${addDays(day, 1)}T00:10:00.000Z`,
        accountUrl: 'https://crm.example.com/accounts/{id}',
      },
      past: async (_model: string, past: Day) => this.#reported.get(past),
    };
    const raised = await raiseCrossed(sources, this.rules, scores, this.model);
    await publishOutbox(this.alerts, {
      publish: async (alerts) => {
        this.told.push(...alerts);
        return alerts.map(({ id }) => id);
      },
    });
    return raised;
  }
}
