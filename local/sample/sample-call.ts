export type SampleTraits = Readonly<Record<string, string | number | boolean>>;

/** What every call says. */
export interface SampleCallFields {
  readonly userId: string;
  readonly timestamp: Date;
  readonly messageId: string;
}

/** A call to a Segment client. */
export type SampleCall = SampleCallFields &
  (
    | { readonly type: 'track'; readonly event: string; readonly context: { groupId: string } }
    | { readonly type: 'identify'; readonly traits: SampleTraits }
    | { readonly type: 'group'; readonly groupId: string; readonly traits: SampleTraits }
  );
