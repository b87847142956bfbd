export type Traits = Readonly<Record<string, string | number | boolean>>;

/** What every call says. */
export interface Sent {
  readonly userId: string;
  readonly timestamp: Date;
  readonly messageId: string;
}

/** A call to a Segment client. */
export type SampleCall = Sent &
  (
    | { readonly type: 'track'; readonly event: string; readonly context: { groupId: string } }
    | { readonly type: 'identify'; readonly traits: Traits }
    | { readonly type: 'group'; readonly groupId: string; readonly traits: Traits }
  );
