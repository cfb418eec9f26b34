import { Bad } from '../findings.ts';
import { forbiddenAt } from '../xml/characters.ts';
import { Refusal } from '../xml/refusal.ts';

/** How many bytes are decoded at once: the texts are small enough for V8 to clear them away while they are young. */
export const pieceBytes = 16_384;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf8Mark = [0xef, 0xbb, 0xbf];

/**
 * Decodes a file piece by piece, whatever sizes its bytes come in. `sink` gets all text up to the first byte that is not
 * UTF-8 or the first character that XML forbids, and then the decoder refuses.
 */
export class Utf8Pieces {
  readonly #sink: (text: string) => void;
  readonly #held = new Uint8Array(pieceBytes);
  #size = 0;
  #isFirst = true;

  constructor(sink: (text: string) => void) {
    this.#sink = sink;
  }

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + pieceBytes - this.#size);
      this.#held.set(part, this.#size);
      this.#size += part.length;
      at += part.length;
      if (this.#size === pieceBytes) this.#drain(pieceBytes - unfinished(this.#held));
    }
  }

  end(): void {
    this.#drain(this.#size);
  }

  #drain(to: number): void {
    const from = this.#isFirst ? this.#begin(to) : 0;
    this.#isFirst = false;
    this.#decode(this.#held.subarray(from, to));
    this.#held.copyWithin(0, to, this.#size);
    this.#size -= to;
  }

  /** Where the text begins: after the mark of UTF-8, if any. Of other encodings the mark or the zeros of `<` give away which. */
  #begin(to: number): number {
    const [first, second] = this.#held;
    const isMarked = (first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe);
    if (to > 1 && (isMarked || first === 0 || (first === 0x3c && second === 0)))
      throw new Refusal(new Bad('iso20022.encoding'));
    return to > 2 && utf8Mark.every((byte, at) => this.#held[at] === byte) ? 3 : 0;
  }

  #decode(bytes: Uint8Array): void {
    let text: string;
    try {
      text = decoder.decode(bytes);
    } catch {
      this.#decodeLines(bytes);
      throw new Refusal(new Bad('iso20022.not_utf8'), true);
    }
    this.#pass(text);
  }

  #pass(text: string): void {
    const at = forbiddenAt(text);
    this.#sink(at < 0 ? text : text.slice(0, at));
    if (at >= 0) throw new Refusal(new Bad('iso20022.character'), true);
  }

  /** Passes on the lines before the bad one, so that its number is known. */
  #decodeLines(bytes: Uint8Array): void {
    let from = 0;
    for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, from)) {
      let line: string;
      try {
        line = decoder.decode(bytes.subarray(from, end + 1));
      } catch {
        return;
      }
      this.#pass(line);
      from = end + 1;
    }
  }
}

/** How many bytes at the end begin a character that is not complete. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= 3; back += 1) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}
