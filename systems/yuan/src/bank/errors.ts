import type { ErrorTable } from '@finharbor/kernel/contract';

/** Error codes of what goes between wallets and bank accounts. */
export const bankErrors: ErrorTable = {
  'yuan.account_not_found': entry(404, 'No such bank account', '无此银行账户'),
  'yuan.account_not_linked': entry(
    409,
    'The wallet is not linked with this bank account',
    '钱包未绑定该银行账户',
  ),
  'yuan.account_not_used': entry(
    409,
    'The wallet pays out only to an account that it was topped up from',
    '该钱包仅可兑回至曾用于充值的银行账户',
  ),
  'yuan.exchange_not_found': entry(404, 'No such top-up or redemption', '无此充值或提现记录'),
  'yuan.no_operator': entry(404, 'Your bank opens no wallets', '贵行不是运营机构'),
  'yuan.message_not_found': entry(404, 'No such message', '无此报文'),
  'yuan.message_refused': entry(400, 'The message cannot be taken', '报文未被接收'),
  'yuan.message_differs': entry(409, 'Another message has this number', '该报文编号已用于另一份报文'),
};

function entry(status: number, en: string, zh: string): ErrorTable[string] {
  return { status, title: { en, zh } };
}
