import type { PaperLanguage } from '@finharbor/kernel';
import type { PriceReason } from './domain.ts';
import type { LineKind } from './views.ts';

/** What a statement says besides its data. */
export type SheetTexts = {
  readonly title: string;
  readonly summary: string;
  readonly lines: string;
  readonly party: string;
  readonly month: string;
  readonly opening: string;
  readonly closing: string;
  readonly spent: string;
  readonly earned: string;
  readonly fees: string;
  readonly paidIn: string;
  readonly paidOut: string;
  readonly final: string;
  readonly running: string;
  readonly unit: string;
  readonly check: string;
  readonly columns: {
    readonly at: string;
    readonly usedAt: string;
    readonly kind: string;
    readonly other: string;
    readonly product: string;
    readonly contract: string;
    readonly price: string;
    readonly fee: string;
    readonly amount: string;
    readonly balance: string;
    readonly index: string;
    readonly line: string;
    readonly job: string;
    readonly commitment: string;
    readonly transfers: string;
    readonly corrects: string;
    readonly reference: string;
  };
  readonly kinds: Readonly<Record<Exclude<LineKind, 'use'>, string>>;
  readonly reasons: Readonly<Record<PriceReason, string>>;
};

/** The same in both languages. */
export const sheetTexts: { readonly [L in PaperLanguage]: SheetTexts } = {
  en: {
    title: 'Statement of data uses',
    summary: 'Summary',
    lines: 'Lines',
    party: 'Party',
    month: 'Month',
    opening: 'Opening balance',
    closing: 'Closing balance',
    spent: 'Paid for data',
    earned: 'Earned with data, fees taken off',
    fees: 'Fees of the platform',
    paidIn: 'Paid in',
    paidOut: 'Paid out',
    final: 'This month is over; it does not change any more. Corrections stand in later months.',
    running: 'This month is not over yet.',
    unit: 'All amounts in yuan (CNY). The minus sign is what the party pays.',
    check:
      'Each use stands in the evidence log under its number, in a checkpoint that another party has co-signed. The party’s node and its pages check this line by line.',
    columns: {
      at: 'Booked at',
      usedAt: 'Used at',
      kind: 'What for',
      other: 'Other side',
      product: 'Product',
      contract: 'Contract',
      price: 'Price',
      fee: 'Fee',
      amount: 'Amount',
      balance: 'Balance',
      index: 'Log entry',
      line: 'Line',
      job: 'Job',
      commitment: 'Commitment',
      transfers: 'Ledger transfers',
      corrects: 'Corrects line',
      reference: 'Bank reference',
    },
    kinds: {
      month: 'Subscription, one month',
      correction: 'Correction',
      top_up: 'Money paid in',
      payout: 'Money paid out',
    },
    reasons: {
      free: 'Free of charge',
      per_use: 'Use, priced by the use',
      per_result: 'Use, priced by the result',
      subscription: 'Use under a subscription',
      month: 'Subscription, one month',
      corrected: 'Price corrected by award',
      refunded: 'Refunded by award',
      same_use: 'Job run again: the same use',
      no_result: 'No result was delivered',
      not_in_force: 'Not charged: contract not in force',
      not_asked: 'Not charged: the consumer asked for no such job',
      not_logged: 'Not charged: no receipt in the log',
    },
  },
  zh: {
    title: '数据使用对账单',
    summary: '汇总',
    lines: '明细',
    party: '参与方',
    month: '账期',
    opening: '期初余额',
    closing: '期末余额',
    spent: '数据费支出',
    earned: '数据收入（已扣服务费）',
    fees: '平台服务费',
    paidIn: '入金',
    paidOut: '出金',
    final: '本账期已结束，账单不再变动；更正列入以后账期。',
    running: '本账期尚未结束。',
    unit: '金额单位：人民币元；负号表示本方支出。',
    check: '每次使用均以序号载于证据日志，并由他方节点在检查点上共同签署。本方节点及页面可逐笔核验。',
    columns: {
      at: '入账时间',
      usedAt: '使用时间',
      kind: '事由',
      other: '对方',
      product: '产品',
      contract: '合同',
      price: '价格',
      fee: '服务费',
      amount: '金额',
      balance: '余额',
      index: '日志序号',
      line: '明细编号',
      job: '任务',
      commitment: '承诺值',
      transfers: '账本转账',
      corrects: '更正的明细',
      reference: '银行凭证号',
    },
    kinds: { month: '订阅费（一个月）', correction: '更正', top_up: '入金', payout: '出金' },
    reasons: {
      free: '免费使用',
      per_use: '使用（按次计费）',
      per_result: '使用（按结果计费）',
      subscription: '使用（订阅内）',
      month: '订阅费（一个月）',
      corrected: '裁决更正价格',
      refunded: '裁决退款',
      same_use: '任务重跑，属同一次使用',
      no_result: '未交付结果，不计费',
      not_in_force: '不计费：合同未生效',
      not_asked: '不计费：使用方未发起该任务',
      not_logged: '不计费：日志中无凭证',
    },
  },
};
