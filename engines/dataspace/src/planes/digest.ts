import { createHash, type Hash } from 'node:crypto';

/** SHA-256 as `Content-Digest` and `Repr-Digest` write it (RFC 9530, section 2). */
export function digestField(sha256: Uint8Array): string {
  return `sha-256=:${Buffer.from(sha256).toString('base64')}:`;
}

/** The SHA-256 of such a field; undefined where it names none. */
export function sha256Of(field: string | string[] | undefined): Uint8Array | undefined {
  const found = /(?:^|[,\s])sha-256=:([A-Za-z0-9+/]{43}=):/.exec(String(field ?? ''));
  return found ? new Uint8Array(Buffer.from(found[1]!, 'base64')) : undefined;
}

/** SHA-256 of a stream, read to its end in bounded memory. */
export async function sha256OfStream(
  stream: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  return new Uint8Array((await hashInto(createHash('sha256'), stream, signal)).digest());
}

/** Adds a stream to a hash and returns the hash. */
export async function hashInto(
  hash: Hash,
  stream: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<Hash> {
  for await (const chunk of stream) {
    signal?.throwIfAborted();
    hash.update(chunk);
  }
  return hash;
}
