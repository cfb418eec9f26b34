import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { compileKernels } from '../testing-compile.ts';

test('the committed WebAssembly is what wasm/*.c compile to, byte for byte', async () => {
  const committed = await readFile(new URL('kernels-wasm.ts', import.meta.url), 'utf8');
  assert.equal(committed, await compileKernels('wasm'));
});
