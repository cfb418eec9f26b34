import { createCipheriv } from 'node:crypto';
import type { Words } from '../ring/words.ts';
import type { Rows } from './extension.ts';

/*
 * The tweakable hash of Guo, Katz, Wang, Yu (IEEE S&P 2020, TMMO): H(x, i) = π(π(x) ⊕ i) ⊕ π(x) with π = AES-128 under a
 * key that is public. The tweak is a transfer's number and a block's within its pad, so none comes twice in a session.
 */

const piece = 65_536;

/** The first 16 bytes of π's hexadecimal digits after the point: nobody chose them. */
const publicKey: Uint8Array = Buffer.from('243f6a8885a308d313198a2e03707344', 'hex');

/** Pads from rows: `length` words a row, one after the other. */
export type Pads = (of: Rows, length: number) => Words;

/** Makes pads; its time depends on sizes alone. */
export function createPads(): Pads {
  const cipher = createCipheriv('aes-128-ecb', publicKey, null).setAutoPadding(false);
  const permute = (blocks: Int32Array<ArrayBuffer>): void => {
    const bytes = new Uint8Array(blocks.buffer);
    for (let at = 0; at < bytes.length; at += piece)
      bytes.set(cipher.update(bytes.subarray(at, at + piece)), at);
  };
  return ({ first, rows }, length) => {
    const once = new Int32Array(rows.slice().buffer);
    permute(once);
    const perRow = Math.ceil(length / 2);
    const twice = tweaked(once, first, perRow);
    permute(twice);
    return folded(once, twice, length);
  };
}

function tweaked(once: Int32Array, first: number, perRow: number): Int32Array<ArrayBuffer> {
  const out = new Int32Array(once.length * perRow);
  for (let i = 0, at = 0; 4 * i < once.length; i++) {
    const [low, high] = [(first + i) | 0, Math.floor((first + i) / 2 ** 32)];
    for (let j = 0; j < perRow; j++, at += 4) {
      out[at] = once[4 * i]! ^ low;
      out[at + 1] = once[4 * i + 1]! ^ high;
      out[at + 2] = once[4 * i + 2]! ^ j;
      out[at + 3] = once[4 * i + 3]!;
    }
  }
  return out;
}

// A pad of odd length leaves half of its last block unused.
function folded(once: Int32Array, twice: Int32Array, length: number): Words {
  const halves = 2 * length;
  const out = new Int32Array((once.length / 4) * halves);
  const perRow = 4 * Math.ceil(length / 2);
  for (let i = 0, at = 0; 4 * i < once.length; i++)
    for (let k = 0; k < halves; k++, at++) out[at] = twice[i * perRow + k]! ^ once[4 * i + (k & 3)]!;
  return new BigUint64Array(out.buffer);
}
