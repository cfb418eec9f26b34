import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';

/** What a caller was told of a request. */
export type Ack = {
  readonly lane: number;
  readonly number: number;
  readonly statuses: Uint8Array;
  readonly timestamps: BigUint64Array;
};

const headerBytes = 16;

/** Keeps what callers were told where it outlives this process, though not the machine. */
export class AckFile implements Disposable {
  readonly #file: number;
  #waiting: Uint8Array[] = [];

  constructor(path: string) {
    this.#file = openSync(path, 'a');
  }

  /** All that is added in one turn is written at its end. */
  add({ lane, number, statuses, timestamps }: Ack): void {
    const bytes = new Uint8Array(recordBytes(statuses.length));
    new Uint32Array(bytes.buffer, 0, 3).set([lane, number, statuses.length]);
    new BigUint64Array(bytes.buffer, headerBytes, timestamps.length).set(timestamps);
    bytes.set(statuses, headerBytes + 8 * timestamps.length);
    if (this.#waiting.length === 0) setImmediate(() => this.#flush());
    this.#waiting.push(bytes);
  }

  #flush(): void {
    const bytes = Buffer.concat(this.#waiting);
    this.#waiting = [];
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
  }

  [Symbol.dispose](): void {
    this.#flush();
    closeSync(this.#file);
  }
}

/** What such a file holds, up to where its writer was killed; nothing where that came before the file. */
export function* readAcks(path: string): Iterable<Ack> {
  if (!existsSync(path)) return;
  const { buffer, byteLength, byteOffset } = readFileSync(path);
  const bytes = buffer.slice(byteOffset, byteOffset + byteLength);
  for (let at = 0; at + headerBytes <= byteLength; ) {
    const [lane, number, count] = new Uint32Array(bytes, at, 3) as unknown as [number, number, number];
    const end = at + recordBytes(count);
    if (end > byteLength) return;
    yield {
      lane,
      number,
      timestamps: new BigUint64Array(bytes, at + headerBytes, count),
      statuses: new Uint8Array(bytes, at + headerBytes + 8 * count, count),
    };
    at = end;
  }
}

/** Whole words, so that the next record's times can be read in place. */
function recordBytes(count: number): number {
  return Math.ceil((headerBytes + 9 * count) / 8) * 8;
}
