import type { RefusalWords } from './refusal-words.ts';

export const refusalsZh: RefusalWords = {
  unmet: (subject) => `${subject}：暂不能办理，以下条件未满足：`,
  wrong_kind: () => '该操作不适用于这类资金。',
  not_held: () => '尚无为此预留的资金。',
  already_held: () => '资金已经预留。',
  over: ({ stage }) => overZh[stage],
  too_late: ({ endMs }, voice) => `已过期：有效期至${voice.instant(endMs)}。`,
  not_yet_over: ({ endMs }, voice) =>
    endMs === null ? '本规则不设到期日。' : `尚未到期：到期时间为${voice.instant(endMs)}。`,
  unknown: ({ what, name }) => `规则中没有${whatZh[what]}“${name}”。`,
  not_yours: ({ allowed }, voice) => `只有${voice.people(allowed, 'or')}可以办理。`,
  used_up: ({ times }) => `已支付${times}次，达到次数上限。`,
  had_before: () => '您已领取过，每人限一次。',
  wrong_payee: ({ allowed }, voice) => `只能支付给${voice.people(allowed, 'or')}。`,
  no_account: () => '缺少收款账户。',
  missing: ({ field }) => `请填写${fieldZh[field]}。`,
  not_enough: ({ needed, rest }, voice) =>
    `余额不足：需要${voice.money(needed)}，余额为${voice.money(rest)}。`,
  no_refund: () => '到期之前不能申请退回余额。',
  legs_missing: ({ payers }, voice) => `资金尚未到齐：${voice.people(payers, 'and')}尚未预留。`,
  all_held: () => '各方资金已经到齐，不能再撤回。',
  id_taken: () => '该事件编号已用于其他事件。',
};

const overZh = {
  spent: '资金已全部支付。',
  refunded: '余额已应申请退回。',
  expired: '余额已到期退回。',
  settled: '交割已经完成。',
  withdrawn: '交易已经取消。',
} as const;
const whatZh = { release: '支付项目', leg: '支付方项目', milestone: '里程碑', approval: '审批事项' } as const;
const fieldZh = { payee: '收款人', amount: '支付金额', price: '价款' } as const;
