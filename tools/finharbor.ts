import { setSourceMapsSupport } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildConsole } from './console/build.ts';
import { buildServer } from './server/build.ts';

/** Runs the `finharbor` command of the built server; what it needs is built where it is not built from these sources yet. */
const root = dirname(import.meta.dirname);
const log = (line: string): void => void process.stderr.write(`${line}\n`);
const page = process.argv[2] === 'start' ? buildConsole(root, log) : undefined;
const [{ finharbor }] = await Promise.all([buildServer(root, log), page]);
setSourceMapsSupport(true);
await import(pathToFileURL(finharbor).href);
