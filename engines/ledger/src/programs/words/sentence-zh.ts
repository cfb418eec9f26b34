import type { SentenceWords } from './sentence-words.ts';

export const sentencesZh: SentenceWords = {
  purpose: (title) => `资金用途：${title}。`,
  owner: (owner, amount, isHeld) =>
    `${owner}${isHeld ? '已为此预留' : '将为此预留'}${amount}；在按以下规则支付之前，资金始终归${owner}所有。`,
  release: (title, pays, to) => `${title}：${pays}，支付给${to}，须同时满足以下条件：`,
  condition: (clause) => `${clause}。`,
  slices: (amounts) => {
    const [first] = amounts;
    if (amounts.length === 1) return `一次性支付${first}`;
    return amounts.every((amount) => amount === first)
      ? `分${amounts.length}次支付，每次${first}`
      : `依次支付${amounts.length}笔：${amounts.join('、')}`;
  },
  asked: (times) => `按申请金额支付，${atMost(times)}`,
  share: (share, most, times) => `按价款的${share}支付，每次不超过${most}，${atMost(times)}`,
  payee: {
    named: (names) => names,
    asker: () => '申请人本人',
    merchant: () => '消费所在商户',
  },
  oncePerAsker: '每位申请人限一次',
  fee: (to, { fixed, share }) => {
    const parts = [fixed, share && `支付金额的${share}`].filter((part) => part !== undefined);
    return `每笔支付之外，另从本笔资金中向${to}支付手续费：${parts.join('加')}。`;
  },
  refund: '到期之前，满足以下全部条件时可以申请退回余额：',
  noRefund: '到期之前不能申请退回余额。',
  ends: ({ moment, isDay }, owner) => `${moment}${isDay ? '结束后' : '到期时'}，余额自动退回${owner}。`,
  endless: '本规则不设到期日：余额将一直预留，直至支付完毕或申请退回。',
  paid: (title, times, amount) => `“${title}”已支付${times}笔，共${amount}。`,
  confirmed: (milestone, by) => `“${milestone}”已由${by}确认。`,
  approved: (of, by) => `“${of}”已获${by}同意。`,
  subject: { refund: '退回余额', settlement: '交割' },
  escrowStage: {
    planned: (amount) => `资金尚未预留，待预留${amount}。`,
    held: (amount) => `余额为${amount}。`,
    spent: () => '资金已全部支付。',
    refunded: (amount, owner) => `余额${amount}已应申请退回${owner}。`,
    expired: (amount, owner) => `余额${amount}已到期退回${owner}。`,
  },
  leg: (from, to, amount) => `${from}向${to}支付${amount}。`,
  together: '以上各笔支付同时完成，否则一笔也不发生。',
  settlement: {
    conditional: '各方均已预留资金后完成交割，并须同时满足以下条件：',
    free: '各方均已预留资金后完成交割。',
  },
  withdrawal: '在各方资金到齐之前，任何一方都可以撤回本方资金；一经撤回，交易取消，各方资金全部退回。',
  exchangeEnds: ({ moment, isDay }) => `${moment}${isDay ? '结束时' : '之前'}仍未完成的，预留资金自动退回。`,
  held: (from, amount) => `${from}已预留${amount}。`,
  missing: (from, amount) => `${from}尚未预留${amount}。`,
  exchangeStage: {
    settled: '各笔支付均已完成。',
    withdrawn: '有一方撤回了资金：交易已取消，各方资金已退回。',
    expired: '到期未完成：各方资金已退回。',
  },
  zone: (zone) => `日期和时间以${zone}为准。`,
};

function atMost(times: number): string {
  return times === 1 ? '限一次' : `最多${times}次`;
}
