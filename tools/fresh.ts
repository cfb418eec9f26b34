import { dirname } from 'node:path';
import { buildConsole } from './console/build.ts';
import { buildServer } from './server/build.ts';

/** Builds the console and the server where they are not built from these sources yet, so that tests that begin together find them. */
const root = dirname(import.meta.dirname);
const log = (line: string): void => void process.stdout.write(`${line}\n`);
await Promise.all([buildConsole(root, log), buildServer(root, log)]);
