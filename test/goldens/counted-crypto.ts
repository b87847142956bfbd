type Crypto = typeof import('node:crypto');

const made = { ids: 0, secrets: 0 };

/** Begins to count anew, so that a world does not depend on those before it. */
export function restartCounting(): void {
  made.ids = 0;
  made.secrets = 0;
}

/** Crypto whose ids and secrets are counted and not drawn, so that two lives of a world are the same. */
export function countedCrypto(crypto: Crypto) {
  return {
    ...crypto,
    randomUUID: () => `00000000-0000-4000-8000-${String(++made.ids).padStart(12, '0')}`,
    randomBytes: (size: number) => {
      made.secrets++;
      return Buffer.alloc(size, String(made.secrets));
    },
  };
}
