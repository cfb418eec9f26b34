import type { HelpTexts } from './help.ts';

/** What the page that verifies certificates is for. */
export const credentialHelp: HelpTexts = {
  '/verify-credential': {
    purpose: 'Whether a certificate was issued here, says what it says, and still stands.',
    steps: [
      'Type its number or that of its project, or paste the certificate itself as its holder gave it to you.',
      'Read each check: what passed, what failed, and what was not looked at.',
      'Take a public certificate along: as PDF with its code, or as it was signed.',
      'The bureau suspends, reinstates or revokes it below; of a personal one it deletes the content when its holder asks.',
    ],
    words: [
      ['Signed original', 'The file that proves it without this site: the text that the issuer has signed.'],
      ['Delete its content', 'What it says goes; a copy that its holder has verifies as before.'],
    ],
  },
};
