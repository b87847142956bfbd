import { cp, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));
const LEFT_BEHIND = new Set([
  'node_modules',
  '.git',
  '.nodes',
  '.barometer',
  '.venv-deployed',
  'cdk.out',
  'coverage',
]);

/** Copies this repository as a clean clone would have it; with the installed packages if asked. */
export async function copyRepository(to: string, installed: boolean): Promise<void> {
  const filter = (path: string) => !LEFT_BEHIND.has(basename(path));
  await cp(REPOSITORY, to, { recursive: true, filter });
  if (installed) await symlink(join(REPOSITORY, 'node_modules'), join(to, 'node_modules'));
}
