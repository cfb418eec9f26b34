import { extname, join } from 'node:path';

/** The program of the hub's and every node's own process: the one beside this file, or, in a bundle, beside the bundle. */
export const program: string = join(import.meta.dirname, `process${extname(import.meta.filename)}`);
