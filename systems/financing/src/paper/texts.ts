import type { PaperLanguage } from '@finharbor/kernel';

type Texts = {
  readonly title: string;
  readonly facts: string;
  readonly number: string;
  readonly lender: string;
  readonly product: string;
  readonly firm: string;
  readonly asked: string;
  readonly received: string;
  readonly decided: string;
  readonly decision: string;
  readonly outcome: string;
  readonly outcomes: Readonly<Record<'offered' | 'refused' | 'not_scored', string>>;
  readonly amount: string;
  readonly rate: string;
  readonly points: string;
  readonly cutOff: string;
  readonly code: string;
  readonly reasons: string;
  readonly noReasons: string;
  readonly appeal: string;
  readonly stated: string;
  readonly gone: string;
};

/** What a decision on paper says besides its data. */
export const paperTexts: Readonly<Record<PaperLanguage, Texts>> = {
  en: {
    title: 'Decision on a loan application',
    facts: 'The application',
    number: 'Number',
    lender: 'Lender',
    product: 'Product',
    firm: 'Unified social credit code',
    asked: 'Amount asked for',
    received: 'Received',
    decided: 'Decided',
    decision: 'The decision',
    outcome: 'Outcome',
    outcomes: { offered: 'An offer', refused: 'Refused', not_scored: 'There is no score' },
    amount: 'Amount offered',
    rate: 'Yearly rate',
    points: 'Total of points, rounded to 5',
    cutOff: 'Points the product asks for',
    code: 'Why there is no score',
    reasons: 'What cost the most points',
    noReasons: 'Nothing counted against the application.',
    appeal: 'What you can do',
    stated: 'What the firm stated',
    gone: 'no longer offered',
  },
  zh: {
    title: '贷款申请决定书',
    facts: '申请要素',
    number: '申请编号',
    lender: '贷款机构',
    product: '贷款产品',
    firm: '统一社会信用代码',
    asked: '申请金额',
    received: '收到时间',
    decided: '决定时间',
    decision: '决定',
    outcome: '结果',
    outcomes: { offered: '可以贷款', refused: '未获批准', not_scored: '没有评分' },
    amount: '可贷金额',
    rate: '年利率',
    points: '总分（按 5 分舍入）',
    cutOff: '产品准入分',
    code: '没有评分的原因',
    reasons: '失分最多的原因',
    noReasons: '没有对申请不利的项目。',
    appeal: '您可以做什么',
    stated: '企业自述',
    gone: '已停止提供',
  },
};
