// Preloaded by the processes of test files: of other packages than its own, a source of ours gets what was built. Plain JavaScript, as it
// costs each process its time. A process that was not told where that is, as the harbor's own are not, runs from source.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const told = process.env.FINHARBOR_TEST_PACKAGES;
if (told !== undefined) resolveBuilt(JSON.parse(readFileSync(told, 'utf8')));

function resolveBuilt({ root, modules }) {
  const ours = pathToFileURL(`${root}/`).href;
  registerHooks({
    resolve(specifier, context, next) {
      const built = Object.hasOwn(modules, specifier) ? modules[specifier] : undefined;
      const { parentURL = '' } = context;
      if (!built || !parentURL.startsWith(ours) || parentURL.includes('/node_modules/'))
        return next(specifier, context);
      // A package that names itself means its sources.
      if (specifier.startsWith('@finharbor/') && parentURL.startsWith(`${ours}${built.folder}/`))
        return next(specifier, context);
      return { url: pathToFileURL(built.file).href, format: 'module', shortCircuit: true };
    },
  });
}
