import type { HelpTexts } from './help.ts';

/** What the screens of tiers, lawful requests and the bureau's monitor are for. */
export const trustHelp: HelpTexts = {
  '/register': {
    purpose: '注册自己的账号。',
    steps: ['设置登录名和密码。', '填写手机号。', '登录后一键开立钱包。'],
    words: [],
  },
  '/known-of-me': {
    purpose: '您的钱包类别、运营机构据此看到的信息，以及哪些机关曾依法查询。',
    steps: [
      '申请变更类别：升级提高限额，降级减少被了解的信息。',
      '类别被下调时查看原因：所依据的证件或银行账户已不在；钱包余额仍归您所有。',
      '查看运营机构看到的内容。',
      '保密期结束后查看依法查询记录。',
    ],
    words: [],
  },
  '/customers': {
    purpose: '按钱包类别展示的客户，以及待本机构处理的事项。',
    steps: [
      '查看客户。',
      '审核钱包类别变更。',
      '初审依法查询，由同事复核。',
      '依有权机关指令冻结钱包或解除冻结。',
    ],
    words: [],
  },
  '/lawful-requests': {
    purpose: '有权机关对钱包或交易主体的查询。',
    steps: ['代有权机关依法提出查询。', '等待双人审核。', '查看结果，每次查看均留痕。'],
    words: [],
  },
  '/lawful-requests/new': {
    purpose: '依法查询钱包或交易主体。',
    steps: ['填写机关、法律依据和文书编号。', '查询范围以需要为限。', '提交钱包所属运营机构。'],
    words: [],
  },
  '/lawful-requests/$id': {
    purpose: '一项依法查询及其下一步。',
    steps: ['阅读查询内容与依据。', '轮到您时初审、复核或拒绝。', '查询方查看结果。'],
    words: [],
  },
  '/transparency': {
    purpose: '按月份和条款公开的依法查询数量。',
    steps: ['阅读表格或导出文件。'],
    words: [],
  },
  '/yuan-monitor': {
    purpose: '数字人民币模拟系统总览：资金分布与当日运行。',
    steps: ['核对账目是否平衡。', '查看分时、分类支付和拒绝情况。', '导出表格。'],
    words: [],
  },
};
