import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildConsole } from './console/build.ts';

/** Builds the console where it is not built from these sources yet, then runs the program named on the command line, if one is. */
const root = dirname(import.meta.dirname);
const [entry, ...rest] = process.argv.slice(2);
await buildConsole(root, (line) => process.stderr.write(`${line}\n`));
if (entry !== undefined) {
  process.argv.splice(1, process.argv.length, join(root, entry), ...rest);
  await import(pathToFileURL(join(root, entry)).href);
}
