#!/usr/bin/env node
// The `finharbor` command: the same bootstrap as `npm start`, so that it too works on a fresh clone.
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(realpathSync(fileURLToPath(import.meta.url)));
process.argv.splice(2, 0, 'tools/finharbor.ts');
await import(join(here, '..', '..', '..', 'tools', 'bootstrap.mjs'));
