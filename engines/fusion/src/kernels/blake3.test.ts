import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placed } from './arena.ts';
import { plainArena } from './plain/arena.ts';
import { newArena } from './wasm-arena.ts';

const key = Buffer.from('whats the Elvish word for friend', 'ascii');

// `keyed_hash`, first 64 bytes, of test_vectors.json of the BLAKE3 team; the input is 0, 1, 2, ...
const vectors: Readonly<Record<number, string>> = {
  0: '92b2b75604ed3c761f9d6f62392c8a9227ad0ea3f09573e783f1498a4ed60d26b18171a2f22a4b94822c701f107153dba24918c4bae4d2945c20ece13387627d',
  1: '6d7878dfff2f485635d39013278ae14f1454b8c0a3a2d34bc1ab38228a80c95b6568c0490609413006fbd428eb3fd14e7756d90f73a4725fad147f7bf70fd61c',
  7: 'af0a7ec382aedc0cfd626e49e7628bc7a353a4cb108855541a5651bf64fbb28a7c5035ba0f48a9c73dabb2be0533d02e8fd5d0d5639a18b2803ba6bf527e1d14',
  63: 'bb1eb5d4afa793c1ebdd9fb08def6c36d10096986ae0cfe148cd101170ce37aea05a63d74a840aecd514f654f080e51ac50fd617d22610d91780fe6b07a26b08',
  64: 'ba8ced36f327700d213f120b1a207a3b8c04330528586f414d09f2f7d9ccb7e68244c26010afc3f762615bbac552a1ca909e67c83e2fd5478cf46b9e811efccc',
};

for (const [name, arena] of [
  ['WebAssembly', newArena()],
  ['plain', plainArena()],
] as const)
  test(`keyed BLAKE3 of one block is the BLAKE3 team's (${name})`, () => {
    const lengths = Object.keys(vectors).map(Number);
    const padded = [...lengths, 0, 0, 0];
    const messages = arena.allocate(64 * padded.length);
    for (const [i, length] of padded.entries())
      for (let k = 0; k < length; k++) arena.bytes(messages + 64 * i, 64)[k] = k;
    arena.kernels.blake3(messages, 8, placed(arena, Uint8Array.from(padded)), 0, placed(arena, key));
    for (const [i, length] of lengths.entries())
      assert.equal(Buffer.from(arena.bytes(messages + 64 * i, 64)).toString('hex'), vectors[length]);
  });

// `keyed_hash` of the empty input, all 131 bytes of extended output that test_vectors.json gives.
const extended =
  '92b2b75604ed3c761f9d6f62392c8a9227ad0ea3f09573e783f1498a4ed60d26b18171a2f22a4b94822c701f107153dba24918c4bae4d2945c20ece13387627d' +
  '3b73cbf97b797d5e59948c7ef788f54372df45e45e4293c7dc18c1d41144a9758be58960856be1eabbe22c2653190de560ca3b2ac4aa692a9210694254c371e8' +
  '51bc8f';

for (const [name, arena] of [
  ['WebAssembly', newArena()],
  ['plain', plainArena()],
] as const)
  test(`a column's keystream is BLAKE3's extended output (${name})`, () => {
    const stream = arena.allocate(256);
    arena.kernels.keystreams(stream, 256, 1, placed(arena, key), 0, 4, 0);
    assert.equal(Buffer.from(arena.bytes(stream, extended.length / 2)).toString('hex'), extended);
  });
