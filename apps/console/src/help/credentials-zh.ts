import type { HelpTexts } from './help.ts';

/** What the page that verifies certificates is for. */
export const credentialHelp: HelpTexts = {
  '/verify-credential': {
    purpose: '核验证书是否由本平台签发、内容是否属实、当前是否有效。',
    steps: ['输入证书编号，或粘贴持有人提供的证书原文。', '逐项查看：哪些通过、哪些未通过、哪些未核验。'],
  },
};
