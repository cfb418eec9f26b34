import type { HelpTexts } from './help.ts';

/** What the page that verifies certificates is for. */
export const credentialHelp: HelpTexts = {
  '/verify-credential': {
    purpose: 'Whether a certificate was issued here, says what it says, and still stands.',
    steps: [
      'Type its number, or paste the certificate itself as its holder gave it to you.',
      'Read each check: what passed, what failed, and what was not looked at.',
    ],
  },
};
