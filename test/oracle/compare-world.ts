import type { ScoringWorld } from '../support/worlds/scoring-world.ts';
import { type Difference, differences, flatRows } from './differences.ts';
import { type Flat, flatten } from './flatten.ts';
import { modelOf } from './model-of.ts';
import { type HashedId, Oracle } from './oracle.ts';
import { readAnswer, readPages } from './read-answers.ts';
import type { Question, World } from './world/random-world.ts';
import { LOOKED_AT } from './world/timeline.ts';

/** What is read, with which parameters, and the statements that say the same. */
const ANSWERS: readonly (readonly [path: string, query: string, statements: readonly string[]])[] =
  [
    ['/v1/users', '&limit=200', ['users', 'users-total']],
    ['/v1/accounts', '&limit=200', ['accounts', 'accounts-total']],
    ['/v1/product', '&by=plan', ['product', 'product-accounts', 'product-groups']],
    ['/v1/features', '', ['features']],
    ['/v1/segments', '', ['segments']],
    ['/v1/activation', '&by=plan', ['activation', 'activation-steps', 'activation-totals']],
  ];

const PAGES = [
  ...['user-pages', 'account-pages', 'page-contributions'],
  ...['page-features', 'page-members', 'page-steps'],
];

const TODAY = LOOKED_AT.slice(0, 10);

/** Returns the hashes that the service gives to the ids of a world. */
async function hashesOf(service: ScoringWorld, world: World): Promise<readonly HashedId[]> {
  const hasher = await service.services.hashing.idHasher();
  const text = JSON.stringify(world.goes);
  const hashed = (kind: 'user' | 'account', fields: string): HashedId[] => {
    const found = [...text.matchAll(new RegExp(`"(?:${fields})":"([^"]*)"`, 'g'))];
    const ids = new Set(found.map(([, id]) => id ?? ''));
    return [...ids].map((id) => [kind, id, hasher(kind, id)]);
  };
  return [...hashed('account', 'groupId|accountId'), ...hashed('user', 'userId|previousId')];
}

async function answersOf(oracle: Oracle, names: readonly string[], win: number): Promise<Flat> {
  const all: (readonly [string, string | number | boolean])[] = [];
  for (const name of names) all.push(...flatRows(await oracle.answer(name, win)));
  return new Map(all);
}

async function compareQuestion(
  service: ScoringWorld,
  oracle: Oracle,
  world: World,
  { model: id, asOf, windows }: Question,
): Promise<readonly Difference[]> {
  const { seed } = world;
  const model = modelOf(world.models.find((posted) => posted['id'] === id) ?? {});
  const isComplete = asOf !== 'live';
  const day = isComplete ? asOf : TODAY;
  await oracle.ask({ model, asOf: day, isComplete });
  const found: Difference[] = [];
  if (isComplete) {
    const query = `model=${id}&asOf=${asOf}`;
    const expected = await answersOf(oracle, PAGES, model.headlineWindow);
    const pages = await readPages(service, query);
    found.push(...differences({ seed, query: `pages ${query}` }, pages, expected));
  }
  for (const window of windows) {
    const query = `model=${id}&asOf=${asOf}&window=${window}`;
    const about = flatten({ model: id, modelVersion: 1, window, complete: isComplete, asOf: day });
    for (const [path, parameters, statements] of ANSWERS) {
      const said = await answersOf(oracle, statements, window);
      const expected = new Map([...said, ...about]);
      const answer = await readAnswer(service, path, `${query}${parameters}`);
      found.push(...differences({ seed, query: `${path}?${query}` }, answer, expected));
    }
  }
  return found;
}

/** Returns where the service and the oracle differ about a world. */
export async function compareWorld(
  service: ScoringWorld,
  world: World,
): Promise<readonly Difference[]> {
  const oracle = await Oracle.of(world, await hashesOf(service, world), TODAY);
  try {
    const found: Difference[] = [];
    for (const question of world.questions) {
      found.push(...(await compareQuestion(service, oracle, world, question)));
    }
    return found;
  } finally {
    oracle.close();
  }
}
