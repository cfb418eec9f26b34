import type { HelpTexts } from './help.ts';

/** 钱包与银行账户相关页面的用途，按路径排列。 */
export const bankHelp: HelpTexts = {
  '/wallets/$number/top-up': {
    purpose: '将银行账户资金转入钱包。',
    steps: ['选择已绑定账户并输入金额。', '查看到账进度；钱包超限时资金自动退回。'],
    words: [],
  },
  '/wallets/$number/redeem': {
    purpose: '将钱包资金转回银行账户。',
    steps: ['选择已绑定账户并输入金额。', '查看到账进度；银行拒绝时资金仍归您所有。'],
    words: [],
  },
  '/wallets/$number/accounts': {
    purpose: '管理钱包的银行账户、日对账单及商户自动归集。',
    steps: ['绑定本人账户。', '保存某日的对账单。'],
    words: [],
  },
  '/wallet-bank': {
    purpose: '运营机构日终核对：钱包与银行账户是否一致。',
    steps: ['选择日期，查看是否有差异。', '查看处理中的业务、退回等待的原因及与银行的往来报文。'],
    words: [],
  },
  '/wallet-bank/messages/$no': {
    purpose: '查看运营机构与银行之间的一份 ISO 20022 报文。',
    steps: ['阅读或保存报文。', '如答复疑似丢失可重发：业务不会重复发生。'],
    words: [],
  },
};
