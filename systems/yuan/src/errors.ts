import { type ErrorTable, pageErrors } from '@finharbor/kernel/contract';
import { bankErrors } from './bank/errors.ts';
import { billErrors } from './bills/errors.ts';
import { campaignErrors } from './campaign/errors.ts';
import { chainErrors } from './chain/errors.ts';
import { fundErrors } from './funds/errors.ts';
import type { Refusal } from './money/outcome.ts';
import { trustErrors } from './people/errors.ts';
import { prepaidErrors } from './prepaid/errors.ts';

const refusals: { readonly [R in Refusal as `yuan.${R}`]: ErrorTable[string] } = {
  'yuan.insufficient_funds': entry(409, 'There is not that much money', '余额不足'),
  'yuan.day_limit': entry(409, 'More than the wallet may pay in a day', '超出钱包当日支付限额'),
  'yuan.year_limit': entry(409, 'More than the wallet may pay in a year', '超出钱包年度支付限额'),
  'yuan.single_limit': entry(409, 'More than the wallet may pay at once', '超出钱包单笔支付限额'),
  'yuan.wallet_full': entry(409, 'More than the wallet that receives it may hold', '超出收款钱包余额上限'),
  'yuan.over_refunded': entry(409, 'More than is left of the payment', '退款金额超出可退余额'),
  'yuan.purse_spent': entry(409, 'More than is left under this purpose', '专用资金余额不足'),
  'yuan.done_before': entry(409, 'This has been paid or taken already', '已支付或已领取，不可重复'),
  'yuan.same_wallet': entry(409, 'A wallet does not pay itself', '收付款钱包不能相同'),
  'yuan.wallet_closed': entry(409, 'The wallet is closed', '钱包已注销'),
  'yuan.no_such_wallet': entry(404, 'No such wallet', '钱包不存在'),
  'yuan.no_such_movement': entry(404, 'No such payment', '无此交易'),
  'yuan.other_movement': entry(409, 'This number was given to another movement', '该流水号已用于另一笔交易'),
  'yuan.refused_before': entry(
    409,
    'Refused before; try again under a new number',
    '该流水号此前已被拒绝，请以新流水号重试',
  ),
};

/** Error codes of the digital yuan. */
export const yuanErrors: ErrorTable = {
  ...refusals,
  'yuan.wallet_frozen': entry(409, 'The wallet is frozen', '钱包已冻结'),
  'yuan.operator_not_found': entry(404, 'No such operator', '无此运营机构'),
  'yuan.operator_differs': entry(
    409,
    'This operator is there with other facts',
    '该运营机构已存在且信息不同',
  ),
  'yuan.too_many_wallets': entry(409, 'No more wallets can be opened', '可开立的钱包数量已达上限'),
  'yuan.not_a_merchant': entry(409, 'The wallet takes no payments as a merchant', '该钱包不是商户钱包'),
  'yuan.order_not_found': entry(404, 'No such order', '无此订单'),
  'yuan.order_differs': entry(409, 'This order is there with other facts', '该订单已存在且内容不同'),
  'yuan.order_ended': entry(409, 'The shop has ended this order', '商户已取消该订单'),
  'yuan.order_expired': entry(409, 'The code has expired', '收款码已过期'),
  'yuan.amount_differs': entry(409, 'The order is over another amount', '金额与订单不符'),
  'yuan.bad_code': entry(400, 'No payment code', '无法识别的收款码'),
  'yuan.purse_not_found': entry(404, 'No such money under a purpose', '无此专用资金'),
  'yuan.purpose_differs': entry(409, 'The purpose does not allow this payment', '不符合该资金的使用用途'),
  'yuan.purse_expired': entry(409, 'It could be spent until an earlier day', '该专用资金已过期'),
  ...trustErrors,
  ...prepaidErrors,
  ...campaignErrors,
  ...bankErrors,
  ...fundErrors,
  ...billErrors,
  ...chainErrors,
  ...pageErrors,
};

function entry(status: number, en: string, zh: string): ErrorTable[string] {
  return { status, title: { en, zh } };
}
