import { randomUUID } from 'node:crypto';
import { openPortal, type PublicPages } from '@finharbor/portal';

/** What the public site answers to somebody who asks for an address of it, as text. */
export type TestSite = (url: string) => Promise<{ readonly status: number; readonly text: string }>;

/** A public site of these pages, without a server around it. */
export function testSite(pages: readonly PublicPages[]): TestSite {
  const portal = openPortal({
    ...{ name: { en: 'Harbor', zh: '金科港' }, isDemo: false, identity: 'test', pages },
    origin: () => 'https://harbor.example',
    nowMs: () => 0,
    forms: { key: new Uint8Array(32), newId: () => randomUUID() },
    licence: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
  });
  return async (url) => {
    const { status, body } = await portal({ url, headers: {} });
    const pieces: Uint8Array[] = [];
    if (body instanceof Uint8Array) pieces.push(body);
    else if (body) for await (const piece of body) pieces.push(Buffer.from(piece));
    return { status, text: Buffer.concat(pieces).toString() };
  };
}
