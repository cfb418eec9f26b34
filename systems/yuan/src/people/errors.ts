import type { ErrorTable } from '@finharbor/kernel/contract';

/** Error codes of tiers, lawful requests and freezing. */
export const trustErrors: ErrorTable = {
  'yuan.no_tier': entry(409, 'This wallet has no tier of its own', '该钱包没有独立的类别'),
  'yuan.tier_differs': entry(409, 'The wallet has this tier already', '钱包已是该类别'),
  'yuan.tier_waits': entry(409, 'A change of the tier waits already', '已有待审核的类别变更'),
  'yuan.tier_change_not_found': entry(404, 'No such application', '无此升级申请'),
  'yuan.tier_change_over': entry(409, 'The application has been decided', '该申请已作出决定'),
  'yuan.bad_document': entry(400, 'No document has this number', '证件号码有误'),
  'yuan.document_in_use': entry(409, 'Somebody else has this document here', '该证件已被其他用户使用'),
  'yuan.identity_missing': entry(409, 'Name and document are missing', '缺少姓名和证件信息'),
  'yuan.too_young': entry(409, 'Too young for this tier', '年龄不符合该类别要求'),
  'yuan.account_name_differs': entry(409, 'The bank account is in another name', '银行账户户名不一致'),
  'yuan.not_empty': entry(409, 'The wallet is not empty', '钱包内仍有余额'),
  'yuan.in_use': entry(409, 'Something still belongs to the wallet', '钱包仍有关联的子钱包或专用资金'),
  'yuan.bad_scope': entry(400, 'The scope or term cannot be', '查询范围或期限有误'),
  'yuan.inquiry_not_found': entry(404, 'No such lawful request', '无此查询'),
  'yuan.inquiry_differs': entry(409, 'This request is there with other facts', '该查询已存在且内容不同'),
  'yuan.inquiry_over': entry(409, 'The request does not stand there', '该查询当前状态不允许此操作'),
  'yuan.four_eyes': entry(409, 'Somebody else has to do this', '须由另一人办理'),
  'yuan.answer_over': entry(410, 'The answer can be read no longer', '查询结果已过查看期限'),
  'yuan.freeze_not_found': entry(404, 'No such order', '无此冻结令'),
};

function entry(status: number, en: string, zh: string): ErrorTable[string] {
  return { status, title: { en, zh } };
}
