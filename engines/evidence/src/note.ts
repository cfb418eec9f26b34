import { type Bytes, concat, decodeBase64, equalBytes, utf8 } from './bytes.ts';
import { digest } from './proof.ts';

/** One signature line of a note; `keyId` is the 32-bit key ID, `signature` what follows it. */
export type NoteSignature = { readonly name: string; readonly keyId: number; readonly signature: Uint8Array };

/** A C2SP signed note: `text` ends in a newline and is not to be believed before a signature is checked. */
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] };

/** Signature types of c2sp.org/signed-note: an Ed25519 note (a log's), and a timestamped Ed25519 cosignature (a witness's). */
export const signatureType: { readonly ed25519: 0x01; readonly cosignature: 0x04 } = {
  ed25519: 0x01,
  cosignature: 0x04,
};

/** 0x01 for a log, 0x04 for a witness. */
export type SignatureType = 0x01 | 0x04;

/** A key that checks note signatures, as read from its vkey text. */
export type VerifierKey = {
  readonly name: string;
  readonly keyId: number;
  readonly type: SignatureType;
  readonly publicKey: Bytes;
};

/** What a note's lines by one key come to; `timestampS` (Unix seconds) is the newest cosignature's, 0 for a log's signature. */
export type SignatureCheck =
  | { readonly kind: 'valid'; readonly timestampS: number }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'absent' };

const maxSignatures = 100;
// U+0085 is a space to Unicode, though not to JavaScript's \s.
const keyName = /^[^\s\u0085+]+$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the note format forbids exactly these.
const control = /[\u0000-\u0009\u000b-\u001f]/;

/** True for a name a key may bear: not empty, no Unicode space, no plus, no control character. */
export function isKeyName(name: string): boolean {
  return keyName.test(name) && !control.test(name) && name.isWellFormed();
}

/** Reads a signed note (c2sp.org/signed-note); undefined where it is malformed or has over 100 signatures. */
export function parseNote(message: string): Note | undefined {
  const split = message.lastIndexOf('\n\n');
  if (split < 0 || !message.endsWith('\n') || control.test(message) || !message.isWellFormed())
    return undefined;
  const lines = message.slice(split + 2).split('\n');
  lines.pop();
  if (lines.length === 0 || lines.length > maxSignatures) return undefined;
  const signatures = lines.map(parseSignature);
  if (!signatures.every((signature) => signature !== undefined)) return undefined;
  return { text: message.slice(0, split + 1), signatures };
}

/** Reads one signature line, without its newline. */
export function parseSignature(line: string): NoteSignature | undefined {
  const [dash, name, base64, ...more] = line.split(' ');
  if (dash !== '—' || name === undefined || base64 === undefined || more.length > 0) return undefined;
  const bytes = decodeBase64(base64);
  if (!isKeyName(name) || bytes === undefined || bytes.length < 5) return undefined;
  return { name, keyId: new DataView(bytes.buffer).getUint32(0), signature: bytes.subarray(4) };
}

/** One signature line, with its newline. */
export function formatSignature(signature: NoteSignature): string {
  const id = new Uint8Array(4);
  new DataView(id.buffer).setUint32(0, signature.keyId);
  return `— ${signature.name} ${concat(id, signature.signature).toBase64()}\n`;
}

/** The text of a signed note. */
export function formatNote(note: Note): string {
  return `${note.text}\n${note.signatures.map(formatSignature).join('')}`;
}

/** Reads a vkey (`name+keyid+base64`) of an Ed25519 log or witness; undefined where it is malformed or its key ID is not its key's. */
export async function parseVerifierKey(vkey: string): Promise<VerifierKey | undefined> {
  const [, name = '', id = '', base64 = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey) ?? [];
  const bytes = decodeBase64(base64);
  const type = bytes?.[0];
  if (bytes?.length !== 33 || !isKeyName(name)) return undefined;
  if (type !== signatureType.ed25519 && type !== signatureType.cosignature) return undefined;
  const key = await verifierKey({ name, type, publicKey: bytes.slice(1) });
  return key.keyId === Number.parseInt(id, 16) ? key : undefined;
}

/** A verifier key with its key ID computed: SHA-256(name || 0x0A || type || public key)[:4]. */
export async function verifierKey(parts: Omit<VerifierKey, 'keyId'>): Promise<VerifierKey> {
  const hash = await digest(concat(utf8(`${parts.name}\n`), new Uint8Array([parts.type]), parts.publicKey));
  return { ...parts, keyId: new DataView(hash.buffer).getUint32(0) };
}

/** The vkey text of a key, to be handed to those who verify. */
export function formatVerifierKey(key: VerifierKey): string {
  const material = concat(new Uint8Array([key.type]), key.publicKey).toBase64();
  return `${key.name}+${key.keyId.toString(16).padStart(8, '0')}+${material}`;
}

/** What a cosignature/v1 signs: a header, the time in Unix seconds, and the checkpoint's text. */
export function cosignatureMessage(timestampS: number | bigint, text: string): Bytes {
  return utf8(`cosignature/v1\ntime ${timestampS}\n${text}`);
}

/** Checks every signature line that bears the key's name and ID; one that fails makes the note invalid (c2sp.org/signed-note). */
export async function checkSignature(note: Note, key: VerifierKey): Promise<SignatureCheck> {
  const lines = note.signatures.filter((line) => line.name === key.name && line.keyId === key.keyId);
  if (lines.length === 0) return { kind: 'absent' };
  const publicKey = await crypto.subtle.importKey('raw', key.publicKey, 'Ed25519', false, ['verify']);
  let newestS = 0;
  for (const { signature } of lines) {
    const parts = signedParts(note.text, { key, signature });
    if (parts === undefined) return { kind: 'invalid' };
    if (!(await crypto.subtle.verify('Ed25519', publicKey, parts.signature, parts.message)))
      return { kind: 'invalid' };
    newestS = Math.max(newestS, parts.timestampS);
  }
  return { kind: 'valid', timestampS: newestS };
}

/** True where the two keys are the same Ed25519 key, whatever they are called. */
export function sameKey(a: VerifierKey, b: VerifierKey): boolean {
  return equalBytes(a.publicKey, b.publicKey);
}

type SignedParts = { readonly message: Bytes; readonly signature: Bytes; readonly timestampS: number };

function signedParts(
  text: string,
  line: { readonly key: VerifierKey; readonly signature: Uint8Array },
): SignedParts | undefined {
  const signature = concat(line.signature);
  if (line.key.type === signatureType.ed25519) return { message: utf8(text), signature, timestampS: 0 };
  if (signature.length !== 72) return undefined;
  const timestamp = new DataView(signature.buffer).getBigUint64(0);
  if (timestamp === 0n || timestamp > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  return {
    message: cosignatureMessage(timestamp, text),
    signature: signature.slice(8),
    timestampS: Number(timestamp),
  };
}
