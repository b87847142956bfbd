/** Where an account stands with its vendor, as the model's `lifecycle` reads it. */
export type Lifecycle = 'trial' | 'paid' | 'cancelled' | 'unknown';
