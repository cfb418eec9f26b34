import { isIP } from 'node:net';

/** Whether `http` will do where the host is this machine; never for any other. */
export type DidWebOptions = { readonly loopback: boolean };

const form = /^did:web:([A-Za-z0-9.-]+(?:%3A[0-9]{1,5})?)((?::[A-Za-z0-9._~-]+)*)$/;

/**
 * Where the document of a `did:web` identifier lies (did:web method, section 2.5.2: `https`, colons are slashes, without a path
 * `/.well-known/did.json`). Undefined for anything that is no such identifier; IP addresses are none.
 */
export function didWebUrl(did: string, { loopback }: DidWebOptions): URL | undefined {
  const match = did.length <= 512 ? form.exec(did) : null;
  if (!match) return undefined;
  const [host, path] = [match[1]!.replace('%3A', ':'), match[2]!.replaceAll(':', '/')];
  const isLoopback = loopback && /^localhost(:|$)/.test(host);
  const text = `${isLoopback ? 'http' : 'https'}://${host}${path || '/.well-known'}/did.json`;
  const url = URL.parse(text);
  // Dots and escapes in a path, or a host in another form, would give one document two names.
  if (!url || isIP(url.hostname) !== 0 || decoded(url.href) !== decoded(text)) return undefined;
  return url;
}

/** The `did:web` identifier whose document lies under an address: `https://example.org/bank` is `did:web:example.org:bank`. */
export function didWebOf(root: URL): string {
  const path = root.pathname.replace(/\/$/, '').replaceAll('/', ':');
  return `did:web:${root.host.replace(':', '%3A')}${path}`;
}

function decoded(text: string): string {
  // The default port is left out of a URL and may stand in an identifier.
  return text.toLowerCase().replace(/^(https:\/\/[^/:]+):443\//, '$1/');
}
