// @ts-check
import { readFileSync } from 'node:fs';
import { adviceOnNode } from './advice-on-node.mjs';

// Plain JavaScript of long ago: an old Node must come as far as saying that it is too old.

/** @param {string} advice */
function refuse(advice) {
  process.stderr.write(`barometer: ${advice}\n`);
  process.exitCode = 1;
  return undefined;
}

/** Returns undefined where the packages are not installed. */
function loadTsx() {
  return import('tsx/esm/api').catch((error) => {
    if (error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  });
}

/**
 * Returns a module written in TypeScript. Where Node is too old for it or the packages are missing,
 * it says what to do in one line, sets the exit code to 1 and returns undefined.
 * @param {URL} url
 */
export async function loadTypeScript(url) {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const advice = adviceOnNode(process.versions.node, JSON.parse(manifest).engines.node);
  if (advice !== undefined) return refuse(advice);
  const tsx = await loadTsx();
  if (!tsx) return refuse('its packages are not installed: run npm ci');
  tsx.register();
  return await import(url.href);
}
