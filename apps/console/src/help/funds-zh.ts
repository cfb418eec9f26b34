import type { HelpTexts } from './help.ts';

/** Help of the screens of special funds, bills and supply chains. */
export const fundHelp: HelpTexts = {
  '/funds': {
    purpose: '专项资金项目：可发放、已发放与待领金额。',
    steps: ['打开一个项目；金融局可设立项目。'],
    words: [],
  },
  '/funds/new': {
    purpose: '设立项目：用途、期限与依据。',
    steps: ['选择资金可用于何处。', '填写期限后设立，再拨入资金。'],
    words: [],
  },
  '/funds/$id': {
    purpose: '一个项目：资金、批次与使用去向。',
    steps: ['从预算钱包拨入资金。', '上传发放文件，由他人复核。', '按商户类别查看去向。'],
    words: [],
  },
  '/fund-batches/$id': {
    purpose: '一个发放批次，从文件到报告。',
    steps: [
      '逐行查看问题。',
      '由经办人以外的人复核。',
      '查看进度；可在分段之间取消剩余部分。',
      '保存各笔结果。',
    ],
    words: [],
  },
  '/grants': {
    purpose: '发给本企业的财政资金。',
    steps: ['有待领资金的，请按期开立钱包。', '限定用途的资金在付款时可选用。'],
    words: [],
  },
  '/bills': {
    purpose: '公共机构的账单：查询、缴纳一次、取得凭证。',
    steps: ['输入 20 位账单编号，或关注缴费账户。', '用钱包缴纳；凭证编号任何人均可验证。'],
    words: [],
  },
  '/receipts/$number': {
    purpose: '持编号者均可验证的缴款凭证。',
    steps: ['核对金额。', '签名由中心作出，文本与公钥见下。'],
    words: [],
  },
  '/bill-office': {
    purpose: '机构发布与收到的款项。',
    steps: ['发布账单；未缴的可撤销。', '逐日与账本核对，保存为 CSV 或 camt.054。'],
    words: [],
  },
  '/chain-orders': {
    purpose: '一次支付贯通各级供应商的订单。',
    steps: ['打开订单，或以买方身份新建。'],
    words: [],
  },
  '/chain-orders/$id': {
    purpose: '与己有关的款项。',
    steps: ['提出应付供应商的款项。', '下级均确认后，确认应收款项。', '买方一次支付全部层级。'],
    words: [],
  },
};
