import { type ErrorTable, pageErrors } from '@finharbor/kernel/contract';

/** Error codes of the ledger and of its screens' API. */
export const ledgerErrors: ErrorTable = {
  'ledger.account_not_found': entry(404, 'No such account', '无此账户'),
  'ledger.transfer_not_found': entry(404, 'No such transfer', '无此转账'),
  'ledger.account_differs': entry(409, 'Another account bears this id', '账户编号已被占用'),
  'ledger.unit_unknown': entry(400, 'This ledger has no unit', '该账本未定义计量单位'),
  'ledger.not_pending': entry(409, 'The transfer is not pending', '该转账不是待定状态'),
  'ledger.out_of_range': entry(400, 'A number is too large', '数值超出范围'),
  'ledger.too_many_events': entry(400, 'Too many at once', '单次请求过多'),
  'ledger.bad_filter': entry(400, 'The filter is wrong', '筛选条件有误'),
  ...pageErrors,
  'ledger.writer_gone': entry(503, 'The ledger is being opened again', '账本正在重新打开'),
  'ledger.taken_over': entry(503, 'Another process writes the ledger', '账本已由另一进程接管'),
};

function entry(status: number, en: string, zh: string): ErrorTable[string] {
  return { status, title: { en, zh } };
}
