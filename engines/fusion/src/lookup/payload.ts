import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

/** What a table says of an identifier: a label, which may be empty, or that the identifier is no longer in it. */
export type Content = { readonly kind: 'label'; readonly label: Uint8Array } | { readonly kind: 'removed' };

/** The longest label. */
export const mostLabelBytes = 1_024;

const lengthBytes = 2;
const removedMark = 0xffff;
const tagLength = 16;
const cipher = 'aes-256-gcm';

/** Bytes of a payload. Only a table's first segment, and only one without labels, needs none: standing there says it all. */
export function payloadBytes(labelBytes: number, isFirst: boolean): number {
  return isFirst && labelBytes === 0 ? 0 : lengthBytes + labelBytes + tagLength;
}

/** How a segment's payloads are made. */
export type Sealing = { readonly salt: Uint8Array; readonly labelBytes: number };

/**
 * Encrypts what the table says of an identifier under a key that follows from the identifier's output and the segment's salt.
 * A key serves one message: outputs of distinct identifiers differ, and a segment has a fresh salt and speaks of an identifier
 * once. All payloads of a segment have one length, whatever they say.
 */
export function sealed(output: Uint8Array, content: Content, sealing: Sealing): Buffer {
  const plain = Buffer.alloc(lengthBytes + sealing.labelBytes);
  plain.writeUInt16LE(content.kind === 'removed' ? removedMark : content.label.length);
  if (content.kind === 'label') plain.set(content.label, lengthBytes);
  const box = createCipheriv(cipher, keyFor(output, sealing), nonce, { authTagLength: tagLength });
  return Buffer.concat([box.update(plain), box.final(), box.getAuthTag()]);
}

/** What a payload says; undefined where it was not made for this output. */
export function opened(output: Uint8Array, payload: Uint8Array, sealing: Sealing): Content | undefined {
  const end = payload.length - tagLength;
  const box = createDecipheriv(cipher, keyFor(output, sealing), nonce, { authTagLength: tagLength });
  box.setAuthTag(payload.subarray(end));
  const plain = box.update(payload.subarray(0, end));
  try {
    box.final();
  } catch {
    return undefined;
  }
  const length = plain.readUInt16LE(0);
  if (length === removedMark) return { kind: 'removed' };
  if (length > sealing.labelBytes) return undefined;
  return { kind: 'label', label: new Uint8Array(plain.subarray(lengthBytes, lengthBytes + length)) };
}

const nonce = new Uint8Array(12);

/** The output's second half; the first half says the place, so neither follows from the other. */
function keyFor(output: Uint8Array, { salt }: Sealing): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', output.subarray(32), salt, 'finharbor/lookup/1/label', 32));
}
