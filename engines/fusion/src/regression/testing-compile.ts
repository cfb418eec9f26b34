import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { commands, type Tree } from '@yowasp/clang';

const sources = new URL('../../wasm-regression/', import.meta.url);
const flags = [
  ...['-O3', '-std=c17', '-Wall', '-Wextra', '-Werror', '-ffreestanding', '-nostdlib', '-ffp-contract=off'],
  ...['-msimd128', '-mbulk-memory'],
  ...['-Wl,--no-entry', '-Wl,--export=__heap_base', '-Wl,-z,stack-size=65536', '-Wl,--strip-all'],
];

/** The text of the module that `wasm-regression/*.c` compile to: the bytes in base64, ready to be committed. */
export async function compileKernels(): Promise<string> {
  const names = (await readdir(sources)).filter((name) => name.endsWith('.c')).sort();
  const files: Tree = {};
  for (const name of names) files[name] = await readFile(new URL(name, sources), 'utf8');
  const out = (await commands.clang([...flags, ...names, '-o', 'kernels.wasm'], files, {
    fetchProgress: () => {},
  }))!;
  const lines = Buffer.from(out['kernels.wasm'] as Uint8Array)
    .toString('base64')
    .match(/.{1,100}/g)!;
  const text = lines.map((line) => `  '${line}'`).join(' +\n');
  return `// Compiled from wasm-regression/*.c by testing-compile.ts; a test rebuilds it byte for byte.\nexport const kernelsWasm: string =\n${text};\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await writeFile(new URL('kernels-wasm.ts', import.meta.url), await compileKernels());
