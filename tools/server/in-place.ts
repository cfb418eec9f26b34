import { dirname, relative } from 'node:path';
import type { Plugin } from 'rolldown';

/** Modules whose own place is the bundle's: they name the program that stands beside them. */
const moved = /\/apps\/server\/src\/program\.ts$/;

/**
 * Has a bundled module find its files where its source stands: migrations, fonts, templates, and the programs of threads and processes,
 * which run from source. `folder` is where the bundle will be.
 */
export function inPlace(folder: string): Plugin {
  return {
    name: 'finharbor-in-place',
    transform: {
      filter: { code: /\bimport\.meta\b/, id: { exclude: moved } },
      handler(code, id) {
        const url = `new URL(${JSON.stringify(relative(folder, id))}, import.meta.url).href`;
        const path = (end: string): string => `import.meta.dirname + ${JSON.stringify(end)}`;
        const places: Readonly<Record<string, string>> = {
          url,
          filename: path(`/${relative(folder, id)}`),
          dirname: path(`/${relative(folder, dirname(id))}`),
        };
        // On the same lines as before, so that the source map holds.
        return {
          code: code.replaceAll(
            /\bimport\.meta\.(url|filename|dirname)\b/g,
            (_, name) => `(${places[name]})`,
          ),
          map: null,
        };
      },
    },
  };
}

/** Keeps libraries out of the source map: half of it would be theirs, every process reads it all, and their lines are not ours to mend. */
export function unmappedLibraries(): Plugin {
  return {
    name: 'finharbor-unmapped-libraries',
    transform: {
      filter: { id: /\/node_modules\// },
      handler: (code) => ({ code, map: { version: 3, mappings: '', names: [], sources: [] } }),
    },
  };
}

/** Has the logger ask who made it without the source map, which it would read whole (half a second of each start) and has no use for. */
export function quickLogger(): Plugin {
  return {
    name: 'finharbor-quick-logger',
    transform: {
      filter: { id: /\/node_modules\/pino\/lib\/caller\.js$/ },
      handler(code) {
        const quick = code.replace('getCallSites()', 'getCallSites({ sourceMap: false })');
        if (quick === code) throw new Error('pino no longer asks for its callers like this.');
        return { code: quick, map: null };
      },
    },
  };
}
