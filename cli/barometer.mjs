#!/usr/bin/env node
// The one file that is not TypeScript: what npx starts, from any folder.
import { register } from 'tsx/esm/api';

process.removeAllListeners('warning');
register();
const { main, processIo } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2), processIo());
