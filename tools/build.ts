import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPackage } from './build/compile.ts';
import { packPackage } from './build/pack.ts';
import { inOrder, readPackages } from './build/packages.ts';

const usage = `npm run build                           every package that others can install, to its dist/
npm run build -- fusion                 only this one and the packages it needs
npm run build -- fusion --pack FOLDER   and a tarball of each into FOLDER`;

async function main(): Promise<number> {
  const root = resolve(import.meta.dirname, '..');
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { pack: { type: 'string' }, help: { type: 'boolean' } },
  });
  const known = readPackages(root);
  const strange = positionals.filter(
    (wanted) => !known.some(({ directory }) => directory.endsWith(`/${wanted}`)),
  );
  if (values.help || strange.length > 0) {
    process.stderr.write(strange.length > 0 ? `No package ${strange.join(', ')}.\n${usage}\n` : `${usage}\n`);
    return values.help ? 0 : 2;
  }
  for (const one of inOrder(known, positionals)) {
    process.stdout.write(`${one.name} → ${join(one.directory, 'dist')}\n`);
    await buildPackage(root, one);
    if (values.pack !== undefined)
      process.stdout.write(`${await packPackage(root, one, resolve(values.pack))}\n`);
  }
  return 0;
}

process.exitCode = await main();
