import type { HelpTexts } from './help.ts';

/** What the screens of wallets, tills, campaigns and prepaid cards are for, by their path. */
export const walletHelp: HelpTexts = {
  '/wallets': {
    purpose: '您的数字人民币（模拟）钱包：余额与限额。',
    steps: ['选择一个钱包。', '扫码付款、充值，或查看收支明细。'],
    words: [],
  },
  '/wallets/$number': {
    purpose: '单个钱包：余额、今日剩余额度、收支明细与子钱包。',
    steps: [
      '点大按钮付款、收款、充值或兑出。',
      '按类型、日期或金额查询明细并导出。',
      '开立另设限额的子钱包。',
    ],
    words: [],
  },
  '/wallets/$number/pay': {
    purpose: '向商户或个人付款。',
    steps: [
      '扫码、选择图片或输入收款码。',
      '核对收款方与金额，选择可用的消费券。',
      '确认支付；未收到应答时以同一流水号重发，不会重复扣款。',
    ],
    words: [],
  },
  '/wallets/$number/receive': {
    purpose: '您的收款码，供他人扫码付款。',
    steps: ['请对方扫码，或发送下方文字。', '金额由付款方输入。'],
    words: [],
  },
  '/wallets/$number/entries/$movement': {
    purpose: '一笔收支及其退款情况。',
    steps: ['需要退款时，向商户出示流水号。'],
    words: [],
  },
  '/till': {
    purpose: '门店收银台：数字人民币收款、查看当日收款、退款。',
    steps: [
      '输入金额并出示收款码，支付成功后变为绿色。',
      '查看今日分时收款。',
      '查找订单，全额或部分退款。',
      '打印桌面收款码。',
    ],
    words: [],
  },
  '/campaigns': {
    purpose: '红包、立减、消费券与补贴活动，以及您已获得的红包。',
    steps: ['打开一个活动。', '在开放期间参与；结束后查看结果。'],
    words: [],
  },
  '/campaigns/new': {
    purpose: '创建活动，预算从您的钱包划付。',
    steps: ['选择类型与发放内容。', '设定时间。', '创建；抽签活动随后请提交本方承诺。'],
    words: [],
  },
  '/campaigns/$id': {
    purpose: '单个活动：发放内容、时间与您的参与情况。',
    steps: ['在开放期间参与。', '记下您的编号，可在报名与中签名单中查到。'],
    words: [],
  },
  '/campaigns/$id/proof': {
    purpose: '在您的浏览器中验算抽签或抢红包的结果。',
    steps: ['点击“验算”。', '逐项显示是否与公开信息一致。'],
    words: [],
  },
  '/campaigns/$id/run': {
    purpose: '活动进展、资金去向与待办事项。',
    steps: ['抽签活动：开始前提交承诺，截止后揭示秘密。', '审核补贴申领。'],
    words: [],
  },
  '/cards': {
    purpose: '您的预付卡：确认核销前，钱始终归您所有。',
    steps: ['购买商户在售的预付卡。', '答复商户的核销请求，或打开卡片出示核销码。'],
    words: [],
  },
  '/cards/$id': {
    purpose: '一张预付卡：已用、剩余与退款。',
    steps: ['对商户的请求确认、拒绝或提出异议。', '出示核销码自行使用。', '可随时退余款，立即到账。'],
    words: [],
  },
  '/card-plans': {
    purpose: '本店预付卡：核销、已售卡与在售卡种。',
    steps: ['输入顾客出示的核销码。', '或按卡号找到卡片并请求核销。'],
    words: [],
  },
  '/card-plans/new': {
    purpose: '发布一种预付卡。',
    steps: ['填写售价与次数。', '用中英文写明使用规则。', '发布。'],
    words: [],
  },
  '/prepaid': {
    purpose: '全市预付资金，以及按公开规则识别的风险商户。',
    steps: [
      '查看风险商户及其数据。',
      '暂停商户销售，或宣告破产：未使用的款项全部退回。',
      '将商户表保存为文件。',
    ],
    words: [],
  },
};
