import { canonicalJson, sha256 } from '@finharbor/kernel';

/** What the log is told when one is issued: a hash of what was signed, which whoever has the credential can compute. */
export function issueEntry(jwt: string): string {
  return canonicalJson({ type: 'finharbor/credential/1', sha256: hashOf(jwt) });
}

/** What the log is told when its status changes. */
export function statusEntry(jwt: string, change: { readonly status: string; readonly atMs: number }): string {
  return canonicalJson({ type: 'finharbor/credential-status/1', sha256: hashOf(jwt), ...change });
}

function hashOf(jwt: string): string {
  return Buffer.from(sha256(jwt)).toString('hex');
}
