/**
 * What befalls one call: it works, fails before it did anything, does its work and dies, or does its
 * work and loses the answer, whereupon the SDK sends it again without telling anybody.
 */
export type Fate = 'works' | 'fails before' | 'dies after' | 'sent again';

/** The store with a fate for each of its calls, by method name. The real store does the work. */
export function faulty<Store extends object>(
  store: Store,
  fateOf: (method: string) => Fate,
): Store {
  return new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return async (...given: readonly unknown[]) => {
        const fate = fateOf(String(name));
        if (fate === 'fails before') throw new Error(`${String(name)} failed`);
        if (fate === 'sent again') await Reflect.apply(member, target, given);
        const result: unknown = await Reflect.apply(member, target, given);
        if (fate === 'dies after') throw new Error(`died after ${String(name)}`);
        return result;
      };
    },
  });
}
