import { type SignedDocument, verifyDocument } from '@finharbor/access';
import type { SignedCertificate } from '@finharbor/access/personal-contract';
import { fingerprint, instantText } from '@finharbor/kernel';

/** Checks a certificate of erasure against the key it names, and says which that is: whose it is, its reader has to know. */
export function verifyCertificate(certificate: SignedCertificate): number {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const { issuer, key, body } = certificate;
  const checked = verifyDocument(certificate as unknown as SignedDocument, () => key);
  if (checked.kind === 'refused') {
    say(`NOT VALID: ${checked.code}`);
    return 1;
  }
  say(`Valid. ${issuer} erased the person behind ${body.subject} at ${instantText(body.erasedAtMs)}.`);
  say(`Signed by the key with the fingerprint ${fingerprint(key)}.`);
  say('Compare it with one you got elsewhere: whoever makes another key can sign anything.');
  return 0;
}
