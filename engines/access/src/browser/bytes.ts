import { unsupported } from './unsupported.ts';

/** Bytes as base64, with padding. */
export function base64Of(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** Bytes as base64url, without padding. */
export function base64urlOf(bytes: Uint8Array): string {
  return base64Of(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The bytes of base64url text; undefined where it is not the one form of `size` bytes. */
export function bytesOfBase64url(text: unknown, size: number): Uint8Array<ArrayBuffer> | undefined {
  if (typeof text !== 'string' || !/^[A-Za-z0-9_-]*$/.test(text)) return undefined;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return bytes.length === size && base64urlOf(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await subtle().digest('SHA-256', bytes));
}

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** A message under its context, as the kernel's `signBytes` frames it. */
export function framed(context: string, message: string): Uint8Array<ArrayBuffer> {
  return utf8(`${context}\0${message}`);
}

/** The browser's cryptography. Errors: `browser_key.unsupported` on a page that came without https. */
export function subtle(): typeof crypto.subtle {
  // Left out of pages from an address that others could have changed on the way.
  const found = (globalThis.crypto as { readonly subtle?: typeof crypto.subtle } | undefined)?.subtle;
  return found ?? unsupported();
}
