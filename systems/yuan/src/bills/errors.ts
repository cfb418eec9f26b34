import type { ErrorTable } from '@finharbor/kernel/contract';

/** Error codes of bills. */
export const billErrors: ErrorTable = {
  'bill.not_found': entry(404, 'No such bill', '无此账单'),
  'bill.differs': entry(409, 'This bill is there with other facts', '该账单已存在且内容不同'),
  'bill.amount_differs': entry(409, 'A bill is paid exactly', '须按账单应缴总额缴纳'),
  'bill.cancelled': entry(409, 'The office has cancelled the bill', '账单已撤销'),
  'bill.paid': entry(409, 'The bill is paid', '账单已缴清'),
  'bill.not_an_office': entry(409, 'Bills are published by a public office', '仅公共机构可发布账单'),
  'bill.bad_payer': entry(400, 'No such payer', '缴费人有误'),
  'bill.no_receipt': entry(404, 'No such receipt', '无此缴款凭证'),
};

function entry(status: number, en: string, zh: string): ErrorTable[string] {
  return { status, title: { en, zh } };
}
