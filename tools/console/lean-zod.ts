import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const english = /\/zod\/v4\/locales\/en\.js$/;
const unused = /\/zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/;

/**
 * Leaves out of the page what zod's schemas bring along whether or not it is asked for, a twentieth of the first page: its English
 * sentences, which no screen shows, and what writes JSON Schema, which the server does. A page that asks for that fails at once.
 */
export function leanZod(): Plugin {
  return {
    name: 'finharbor-lean-zod',
    enforce: 'pre',
    load(id) {
      if (english.test(id)) return { code: 'export default () => ({});', moduleSideEffects: false };
      return unused.test(id) ? { code: refusing(readFileSync(id, 'utf8')), moduleSideEffects: false } : null;
    },
  };
}

/** The same names, each of which refuses; schemas make their own methods as they are made, and only those refuse. */
function refusing(source: string): string {
  const names = [...source.matchAll(/^export (?:const|function|class) (\w+)/gm)].map(([, name]) => name!);
  const exported = names.map((name) =>
    name.startsWith('create') ? `export const ${name} = () => refuse;` : `export const ${name} = refuse;`,
  );
  return [`const refuse = () => { throw new Error('A page writes no JSON Schema.'); };`, ...exported].join(
    '\n',
  );
}
