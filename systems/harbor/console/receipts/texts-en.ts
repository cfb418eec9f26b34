/** What the check of a certificate of erasure says. */
export const texts = {
  valid: 'The certificate is as it was signed',
  invalid: 'The certificate is not valid',
  altered: 'Something in it was changed after it was signed.',
  badSignature: 'The key it names has not signed it.',
  signer: 'Signed for',
  key: 'Fingerprint of the key',
  compare: 'Compare the fingerprint with one you got elsewhere: whoever makes another key can sign anything.',
  erasedAt: 'Erased at',
  cause: 'Cause',
  request: 'the person asked for it',
  retention: 'the time of keeping was over',
  subject: 'Commitment that nothing opens any more',
  erased: 'What was erased',
  rows: '{{what}}: {{rows}}',
  kept: 'What stays, and why',
  why: '{{what}}: {{reason}}',
};
