import { fail, sha256, systemRandom } from '@finharbor/kernel';
import type { Direction } from './frame.ts';

/**
 * What each side says first, the dialling one before the other. On the wire:
 *   u8 1 | u16 length | 36-byte session | 32-byte context | 32-byte nonce | u32 window | u8 length, from | u8 length, to
 * A side that will not go on says instead: u8 2 | u16 length | code.
 */
export type Hello = {
  readonly session: string;
  readonly from: string;
  readonly to: string;
  /** Hash of what both have agreed to do; 32 bytes. */
  readonly context: Uint8Array;
  readonly nonce: Uint8Array;
  /** Bytes of messages that may wait at this side. */
  readonly window: number;
};

export type Prelude =
  | { readonly kind: 'hello'; readonly hello: Hello; readonly bytes: Buffer }
  | { readonly kind: 'refused'; readonly code: string };

export const protocol = 'finharbor-link/1';
const sessionText = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const codeText = /^[a-z][a-z0-9_.]{0,63}$/;
const headBytes = 3;
const fixedBytes = 36 + 32 + 32 + 4;
const maxBytes = fixedBytes + 2 * 256;

/** A fresh hello. Errors: `link.invalid` naming the field. */
export function makeHello(parts: Omit<Hello, 'nonce'>): Hello {
  if (!sessionText.test(parts.session)) fail('link.invalid', 'session must be a UUID in lower case.');
  if (parts.context.length !== 32) fail('link.invalid', 'context must be 32 bytes.');
  return { ...parts, nonce: systemRandom.bytes(32) };
}

export function encodeHello(hello: Hello): Buffer {
  const window = Buffer.alloc(4);
  window.writeUInt32BE(hello.window);
  const parts = [Buffer.from(hello.session, 'latin1'), hello.context, hello.nonce, window];
  return prelude(1, Buffer.concat([...parts, partyBytes(hello.from), partyBytes(hello.to)]));
}

export function encodeRefusal(code: string): Buffer {
  return prelude(2, Buffer.from(code, 'latin1'));
}

/** A code as a peer may send it, or `link.refused` where the text is no code. */
export function safeCode(text: string): string {
  return codeText.test(text) ? text : 'link.refused';
}

/**
 * Reads a prelude from the front of what has come, or undefined where more is due; `rest` is what follows it.
 * Errors: `link.malformed`.
 */
export function readPrelude(bytes: Buffer): { prelude: Prelude; rest: Buffer } | undefined {
  if (bytes.length < headBytes) return undefined;
  const length = bytes.readUInt16BE(1);
  const kind = bytes[0]!;
  if ((kind !== 1 && kind !== 2) || length > maxBytes) malformed();
  const end = headBytes + length;
  if (bytes.length < end) return undefined;
  const body = bytes.subarray(headBytes, end);
  const rest = bytes.subarray(end);
  if (kind === 2) return { prelude: { kind: 'refused', code: safeCode(body.toString('latin1')) }, rest };
  const whole = Buffer.from(bytes.subarray(0, end));
  return { prelude: { kind: 'hello', hello: decodeHello(body), bytes: whole }, rest };
}

/** Both directions' keys: from the TLS exporter (RFC 8446, 7.5) over the two hellos, so no other connection has them. */
export function bind(
  hellos: { readonly dialler: Uint8Array; readonly answerer: Uint8Array },
  exporter: (length: number, label: string, context: Buffer) => Buffer,
): { readonly dialler: Direction; readonly answerer: Direction } {
  const transcript = sha256(protocol, hellos.dialler, hellos.answerer);
  const secret = exporter(80, 'EXPORTER-finharbor-link', Buffer.from(transcript));
  const direction = (at: number, role: string): Direction => ({
    id: secret.subarray(64 + at * 8, 72 + at * 8),
    key: secret.subarray(at * 32, at * 32 + 32),
    seed: sha256(role, transcript),
  });
  return { dialler: direction(0, 'dialler'), answerer: direction(1, 'answerer') };
}

function decodeHello(body: Buffer): Hello {
  if (body.length < fixedBytes + 2) malformed();
  const session = body.toString('latin1', 0, 36);
  const fromEnd = fixedBytes + 1 + body[fixedBytes]!;
  const from = body.toString('utf8', fixedBytes + 1, fromEnd);
  const to = body.toString('utf8', fromEnd + 1);
  if (!sessionText.test(session) || fromEnd >= body.length || body[fromEnd] !== body.length - fromEnd - 1)
    malformed();
  return {
    session,
    from,
    to,
    context: new Uint8Array(body.subarray(36, 68)),
    nonce: new Uint8Array(body.subarray(68, 100)),
    window: body.readUInt32BE(100),
  };
}

function prelude(kind: number, body: Uint8Array): Buffer {
  const head = Buffer.from([kind, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([head, body]);
}

function partyBytes(party: string): Buffer {
  const bytes = Buffer.from(party, 'utf8');
  if (bytes.length === 0 || bytes.length > 255)
    fail('link.invalid', 'A party name has 1 to 255 bytes of UTF-8.');
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function malformed(): never {
  return fail('link.malformed', 'The first message of a connection is not one of this protocol.');
}
