import { canonicalJson } from '@finharbor/kernel';

/** What the log is told when one is issued: a hash of what was signed, which whoever has the credential can compute. */
export function issueEntry(jwtHash: Uint8Array): string {
  return canonicalJson({ type: 'finharbor/credential/1', sha256: hex(jwtHash) });
}

/** What the log is told when its status changes. */
export function statusEntry(
  jwtHash: Uint8Array,
  change: { readonly status: string; readonly atMs: number },
): string {
  return canonicalJson({ type: 'finharbor/credential-status/1', sha256: hex(jwtHash), ...change });
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
