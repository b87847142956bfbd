// @ts-check
// What `npm start` and `npm run demo` start: `node local/launch.mjs NAME` runs NAME.ts of this folder.
import { loadTypeScript } from './load-typescript.mjs';

const [name] = process.argv.splice(2, 1);
void loadTypeScript(new URL(`${name}.ts`, import.meta.url));
