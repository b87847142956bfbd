/** The thirteen raw scores that Sherlock's help centre publishes; their benchmark is 208.2. */
export const publishedRaws: readonly number[] = [475, 89, 101, 7, 3, 21, 2, 149, 223, 1, 13, 9, 37];
