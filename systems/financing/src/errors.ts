import type { ErrorTable } from '@finharbor/kernel/contract';

/** The financing system's error codes and what the wire says of them. */
export const financingErrors: ErrorTable = {
  'loan.not_found': entry(404, 'No such loan product', '无此贷款产品'),
  'application.not_found': entry(404, 'No such application', '无此申请'),
  'application.malformed': entry(400, 'The application has wrong fields', '申请字段有误'),
  'application.bad_signature': entry(403, "Not signed by the firm's registered key", '未由企业登记公钥签名'),
  'application.amount_too_high': entry(400, 'The amount is above the product’s limit', '金额超过产品上限'),
  'application.id_taken': entry(409, 'Another application bears this id', '申请编号已被占用'),
  'application.undecided': entry(409, 'There is no decision yet', '申请尚无决定'),
  'application.not_rerunnable': entry(409, 'The application has been decided', '申请已有决定'),
};

function entry(status: number, en: string, zh: string): ErrorTable[string] {
  return { status, title: { en, zh } };
}
