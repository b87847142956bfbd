import type { HttpRoute, Method } from './route.ts';

export interface FoundRoute {
  readonly route: HttpRoute;
  readonly params: Readonly<Record<string, string>>;
}

export type FoundRoutes = ReadonlyMap<Method, FoundRoute>;

/** A path under which a route is found: its own, or the one without its id. */
interface Entry {
  readonly path: string;
  readonly route: HttpRoute;
}

interface Pattern extends Entry {
  readonly expression: RegExp;
  /** How much of the path is fixed: of two patterns that match, the more specific one is meant. */
  readonly literals: number;
}

const PARAMETER = /\{(\w+)\}/g;
const SPECIAL = /[.*+?^$()|[\]\\]/g;
/** The part of a path that `?id=` can stand for. */
const ID_SEGMENT = '/{id}';
const NONE: FoundRoutes = new Map();

/** An id takes everything, line breaks and slashes at its end included; what follows it does not. */
function patternOf(entry: Entry): Pattern {
  const source = entry.path.replaceAll(SPECIAL, '\\$&').replaceAll(PARAMETER, '(?<$1>.+)');
  const end = entry.path.endsWith('}') ? '' : '/*';
  const literals = entry.path.replaceAll(PARAMETER, '').length;
  return { ...entry, expression: new RegExp(`^${source}${end}$`, 's'), literals };
}

/** `//v1/batch/` is what a client makes of a host with a slash at its end. */
function withOneSlashFirst(path: string): string {
  return path.replace(/^\/+/, '/');
}

function withoutSlashesLast(path: string): string {
  let end = path.length;
  while (end > 1 && path.charAt(end - 1) === '/') end--;
  return path.slice(0, end);
}

function matching(patterns: readonly Pattern[], path: string): Map<Method, FoundRoute> {
  const found = new Map<Method, FoundRoute>();
  let literals = -1;
  for (const pattern of patterns) {
    const match = pattern.literals >= literals ? pattern.expression.exec(path) : null;
    if (!match || found.has(pattern.route.method)) continue;
    literals = pattern.literals;
    found.set(pattern.route.method, { route: pattern.route, params: { ...match.groups } });
  }
  return found;
}

/** What finds the routes of paths that hold no id, and of those that may. */
function findersOf(entries: readonly Entry[]) {
  const fixed = new Map<string, Map<Method, FoundRoute>>();
  for (const { path, route } of entries.filter((entry) => !entry.path.includes('{'))) {
    const methods = fixed.get(path) ?? new Map<Method, FoundRoute>();
    fixed.set(path, methods.set(route.method, { route, params: {} }));
  }
  const patterns = entries
    .filter(({ path }) => path.includes('{'))
    .map(patternOf)
    .sort((a, b) => b.literals - a.literals);
  const findFixed = (path: string): FoundRoutes => fixed.get(withoutSlashesLast(path)) ?? NONE;
  const findOnce = (path: string): FoundRoutes => {
    const found = findFixed(path);
    return found.size > 0 ? found : matching(patterns, path);
  };
  const find = (path: string): FoundRoutes => {
    const found = findOnce(path);
    // An id may hold `//`, so doubled slashes inside are taken as one only when nothing matches.
    return found.size > 0 ? found : findOnce(path.replaceAll(/\/{2,}/g, '/'));
  };
  return { find, findFixed };
}

function withId(id: string, { route, params }: FoundRoute): FoundRoute {
  return { route, params: route.path.includes(ID_SEGMENT) ? { ...params, id } : params };
}

/**
 * Finds the routes of a path; none when the path is unknown. Not @middy/http-router: API Gateway
 * hands over the path decoded, so an account called `Louisville/Jefferson County` has a slash in
 * its path, which that router does not match; nor does it tell a wrong method from a wrong path.
 *
 * An `id` of the query stands for the one in the path, which may be left out then: no path can hold
 * `.`, or tell the history of `acme` from the account `acme/history`.
 */
export function createRouteTable(
  routes: readonly HttpRoute[],
): (path: string, id?: string) => FoundRoutes {
  const { find, findFixed } = findersOf(routes.map((route) => ({ path: route.path, route })));
  const withoutId = findersOf(
    routes
      .filter(({ path }) => path.includes(ID_SEGMENT))
      .map((route) => ({ path: route.path.replace(ID_SEGMENT, ''), route })),
  );
  return (posted, id) => {
    const path = withOneSlashFirst(posted);
    if (id === undefined) return find(path);
    const named = withoutId.find(path);
    const found = named.size > 0 ? [...findFixed(path), ...named] : find(path);
    return new Map([...found].map(([method, each]) => [method, withId(id, each)]));
  };
}
