import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { compileKernels, kernelModules } from './testing-compile.ts';

// All of them in one process: getting the compiler ready takes longer than any of them.
for (const [folder, { text }] of Object.entries(kernelModules))
  test(`the committed ${text} is what ${folder}/*.c compile to, byte for byte`, async () => {
    const committed = await readFile(new URL(text, import.meta.url), 'utf8');
    assert.equal(committed, await compileKernels(folder));
  });
