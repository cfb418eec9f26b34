import type { HelpTexts } from './help.ts';

/** What the page that verifies certificates is for. */
export const credentialHelp: HelpTexts = {
  '/verify-credential': {
    purpose: '核验证书是否由本平台签发、内容是否属实、当前是否有效。',
    steps: [
      '输入证书编号或创新应用编号，或粘贴持有人提供的证书原文。',
      '逐项查看：哪些通过、哪些未通过、哪些未核验。',
      '公开证书可另存为带二维码的 PDF，或保存已签名原件。',
      '监管人员可在下方暂停、恢复或吊销证书，并可依持有人请求删除个人证书内容。',
    ],
    words: [
      ['已签名原件', '签发方签名的文本，可脱离本网站证明证书内容。'],
      ['删除证书内容', '所载内容删除；持有人手中的副本仍可核验。'],
    ],
  },
};
