import type { HttpRoute, Method } from './route.ts';

export interface FoundRoute {
  readonly route: HttpRoute;
  readonly params: Readonly<Record<string, string>>;
}

export type FoundRoutes = ReadonlyMap<Method, FoundRoute>;

interface Pattern {
  readonly route: HttpRoute;
  readonly expression: RegExp;
  /** How much of the path is fixed: of two patterns that match, the more specific one is meant. */
  readonly literals: number;
}

const PARAMETER = /\{(\w+)\}/g;
const SPECIAL = /[.*+?^$()|[\]\\]/g;

function patternOf(route: HttpRoute): Pattern {
  const source = route.path.replaceAll(SPECIAL, '\\$&').replaceAll(PARAMETER, '(?<$1>.+)');
  const literals = route.path.replaceAll(PARAMETER, '').length;
  return { route, expression: new RegExp(`^${source}$`), literals };
}

/** `//v1/batch/` is what a client makes of a host with a slash at its end. */
function trimmed(path: string): string {
  return path.replace(/^\/+/, '/').replace(/(?<=.)\/+$/, '');
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

/**
 * Finds the routes of a path; none when the path is unknown. Not @middy/http-router: API Gateway
 * hands over the path decoded, so an account called `Louisville/Jefferson County` has a slash in
 * its path, which that router does not match; nor does it tell a wrong method from a wrong path.
 */
export function createRouteTable(routes: readonly HttpRoute[]): (path: string) => FoundRoutes {
  const fixed = new Map<string, Map<Method, FoundRoute>>();
  for (const route of routes.filter(({ path }) => !path.includes('{'))) {
    const methods = fixed.get(route.path) ?? new Map<Method, FoundRoute>();
    fixed.set(route.path, methods.set(route.method, { route, params: {} }));
  }
  const patterns = routes
    .filter(({ path }) => path.includes('{'))
    .map(patternOf)
    .sort((a, b) => b.literals - a.literals);
  const find = (path: string) => fixed.get(path) ?? matching(patterns, path);
  return (path) => {
    const found = find(trimmed(path));
    // An id may hold `//`, so doubled slashes inside are taken as one only when nothing matches.
    return found.size > 0 ? found : find(trimmed(path.replaceAll(/\/{2,}/g, '/')));
  };
}
