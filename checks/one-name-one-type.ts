// One word, one meaning: `one-name-one-type.ts FOLDER...` fails when two files of the folders export
// a type, an interface, a class or an enum under one name.
import { readdirSync, readFileSync } from 'node:fs';
import { exportedTypesIn, namesTakenTwice } from './exported-types.ts';

const files = process.argv.slice(2).flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`),
);
if (files.length === 0) throw new Error('there is nothing to look at: give the folders');

const types = files.flatMap((file) => exportedTypesIn(file, readFileSync(file, 'utf8')));
const faults = namesTakenTwice(types);
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.stdout.write(
  `${types.length} exported types in ${files.length} files, ${faults.length} names taken twice\n`,
);
process.exitCode = faults.length > 0 ? 1 : 0;
