import { isBuiltin } from 'node:module';
import type { Plugin } from 'vite';

const prefix = '\0server-only:';

/**
 * Lets a package's index name modules of Node that the page does not use, and fails the build when any of them is left in the
 * bundle: a page must never depend on a server's runtime.
 */
export function browserOnly(): Plugin {
  return {
    name: 'finharbor-browser-only',
    enforce: 'pre',
    resolveId(source) {
      if (!isBuiltin(source)) return undefined;
      return { id: prefix + source, moduleSideEffects: false };
    },
    load(id) {
      if (!id.startsWith(prefix)) return undefined;
      return { code: 'export default undefined;', syntheticNamedExports: true, moduleSideEffects: false };
    },
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const left = Object.entries(chunk.modules).find(
          ([id, { renderedLength }]) => id.startsWith(prefix) && renderedLength > 0,
        );
        if (left)
          this.error(`${chunk.fileName} needs ${left[0].slice(prefix.length)}, which no browser has.`);
      }
    },
  };
}
