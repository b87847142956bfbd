import type { Alert } from '../../../lib/alerts/alert.ts';
import { publishOutbox } from '../../../lib/alerts/publish/publish-outbox.ts';
import type { AlertRule } from '../../../lib/alerts/rule.ts';
import { evaluateRules } from '../../../lib/alerts/rules/evaluate-rules.ts';
import type { DayCounts } from '../../../lib/counts/day/day-counts.ts';
import type { Directory } from '../../../lib/counts/directory/directory.ts';
import type { Profile } from '../../../lib/events/profile.ts';
import { addDays, type Day } from '../../../lib/model/day.ts';
import type { IdHash } from '../../../lib/model/id-hash.ts';
import type { ModelVersion } from '../../../lib/model/scoring-model.ts';
import type { SubjectKind } from '../../../lib/model/subject-kind.ts';
import { fingerprint } from '../../../lib/runtime/services/hash-functions.ts';
import { scoreDay } from '../../../lib/scores/day/score-day.ts';
import type { DayScores } from '../../../lib/scores/snapshot/day-scores.ts';
import { aModel } from '../builders/a-model.ts';
import { hashId } from '../builders/hash-id.ts';
import { type CountLine, someCounts } from '../builders/some-counts.ts';
import { memoryStores } from '../stores/memory-stores.ts';

/** Twice the longest window of `aModel`, and for how long a member is known. */
const HISTORY_DAYS = 150;

/** Days of counts that are scored and looked at by rules one after the other, all for real. */
export class RuleWorld {
  readonly #stores = memoryStores();
  readonly alerts = this.#stores.alerts;
  readonly documents = this.#stores.documents;
  /** What went out, message by message. */
  readonly published: Alert[] = [];
  rules: readonly AlertRule[];
  model: ModelVersion = aModel();
  readonly #counts = new Map<Day, DayCounts>();
  readonly #reported = new Map<Day, DayScores>();
  readonly #ids = new Map<IdHash, { kind: SubjectKind; id: string }>();
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
      lifetimeIndex: [],
      resolve: (hash) => hash,
      profiles: { users: new Map(), accounts: this.#profiles },
    });
  }

  /** Closes a day; returns how many alerts were raised. */
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
    const raised = await evaluateRules(sources, this.rules, scores, this.model);
    await publishOutbox(this.alerts, {
      publish: async (alerts) => {
        this.published.push(...alerts);
        return alerts.map(({ id }) => id);
      },
    });
    return raised;
  }
}
