import type { StartTimer } from '../../../lib/messaging/local-delivery-queue.ts';

interface Waiting {
  readonly milliseconds: number;
  readonly call: () => void;
}

/** Timers that go off when a test says so. */
export class ManualTimer {
  readonly #waiting: Waiting[] = [];
  readonly #watching: (() => void)[] = [];

  readonly start: StartTimer = (milliseconds, call) => {
    const entry = { milliseconds, call };
    this.#waiting.push(entry);
    for (const watch of this.#watching.splice(0)) watch();
    return {
      stop: () => {
        const at = this.#waiting.indexOf(entry);
        if (at >= 0) this.#waiting.splice(at, 1);
      },
    };
  };

  /** Resolves once somebody waits. */
  async hasWaiting(): Promise<void> {
    if (this.#waiting.length > 0) return;
    await new Promise<void>((resolve) => this.#watching.push(resolve));
  }

  /** Lets the first timer go off, and returns how many milliseconds it would have taken. */
  async next(): Promise<number> {
    await this.hasWaiting();
    const entry = this.#waiting.shift();
    entry?.call();
    return entry?.milliseconds ?? 0;
  }
}
