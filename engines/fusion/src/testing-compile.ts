import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { commands, type Tree } from '@yowasp/clang';

/** The modules of this package that are compiled from C: where their text goes, and the flags that are not common to all. */
export const kernelModules: Readonly<
  Record<string, { readonly text: string; readonly flags: readonly string[] }>
> = {
  wasm: { text: 'kernels/kernels-wasm.ts', flags: ['-mrelaxed-simd'] },
  'wasm-ristretto': { text: 'ristretto/kernels-wasm.ts', flags: ['-mrelaxed-simd', '-ffp-contract=off'] },
  'wasm-lattice': { text: 'paired/lattice/kernels-wasm.ts', flags: [] },
  'wasm-regression': { text: 'regression/kernels-wasm.ts', flags: ['-ffp-contract=off'] },
};

const common = [
  ...['-O3', '-std=c17', '-Wall', '-Wextra', '-Werror', '-ffreestanding', '-nostdlib'],
  ...['-msimd128', '-mbulk-memory'],
  ...['-Wl,--no-entry', '-Wl,--export=__heap_base', '-Wl,-z,stack-size=65536', '-Wl,--strip-all'],
];

/** The text of the module that a folder's C files compile to: the WebAssembly bytes in base64, ready to be committed. */
export async function compileKernels(folder: string): Promise<string> {
  const sources = new URL(`../${folder}/`, import.meta.url);
  const names = (await readdir(sources)).filter((name) => /\.[ch]$/.test(name)).sort();
  const files: Tree = {};
  for (const name of names) files[name] = await readFile(new URL(name, sources), 'utf8');
  const inputs = names.filter((name) => name.endsWith('.c'));
  const flags = [...common, ...kernelModules[folder]!.flags];
  const out = (await commands.clang([...flags, ...inputs, '-o', 'kernels.wasm'], files, {
    fetchProgress: () => {},
  }))!;
  const lines = Buffer.from(out['kernels.wasm'] as Uint8Array)
    .toString('base64')
    .match(/.{1,160}/g)!;
  const text = lines.map((line) => `  '${line}'`).join(' +\n');
  return `// Compiled from ${folder}/*.c by testing-compile.ts; a test rebuilds it byte for byte.\nexport const kernelsWasm: string =\n${text};\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [folder, { text }] of Object.entries(kernelModules))
    await writeFile(new URL(text, import.meta.url), await compileKernels(folder));
