#!/usr/bin/env node
// @ts-check
// What npx starts, from any folder.
import { loadTypeScript } from '../local/load-typescript.mjs';

async function run() {
  process.removeAllListeners('warning');
  const command = await loadTypeScript(new URL('./main.ts', import.meta.url));
  if (command) process.exitCode = await command.main(process.argv.slice(2), command.processIo());
}

void run();
