import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import wabt from 'wabt';

/** The text of the module that `ring.wat` assembles to: the WebAssembly bytes in base64, ready to be committed. */
export async function assembleRing(): Promise<string> {
  const source = await readFile(new URL('ring.wat', import.meta.url), 'utf8');
  const tools = await wabt();
  const parsed = tools.parseWat('ring.wat', source);
  const { buffer } = parsed.toBinary({});
  parsed.destroy();
  const lines = Buffer.from(buffer)
    .toString('base64')
    .match(/.{1,100}/g)!;
  const text = lines.map((line) => `  '${line}'`).join(' +\n');
  return `// Assembled from ring.wat by testing-assemble.ts; a test rebuilds it byte for byte.\nexport const ringWasm: string =\n${text};\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await writeFile(new URL('ring-wasm.ts', import.meta.url), await assembleRing());
