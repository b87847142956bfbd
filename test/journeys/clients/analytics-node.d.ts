/** The legacy client ships no types; these are the parts that the tests use. */
declare module 'analytics-node' {
  type Message = Readonly<Record<string, unknown>>;
  type Done = (error?: Error) => void;

  interface Options {
    readonly host: string;
    readonly flushAt?: number;
    readonly errorHandler?: (error: Error) => void;
  }

  class Analytics {
    constructor(writeKey: string, options: Options);
    identify(message: Message, done?: Done): this;
    group(message: Message, done?: Done): this;
    track(message: Message, done?: Done): this;
    page(message: Message, done?: Done): this;
    screen(message: Message, done?: Done): this;
    alias(message: Message, done?: Done): this;
    flush(): Promise<unknown>;
  }

  export = Analytics;
}
