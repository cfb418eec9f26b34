import type { ErrorTable } from '@finharbor/kernel/contract';

/** Error codes of orders that are paid through a supply chain. */
export const chainErrors: ErrorTable = {
  'chain.not_found': entry(404, 'No such order', '无此供应链订单'),
  'chain.leg_not_found': entry(404, 'No such leg', '无此应付款项'),
  'chain.differs': entry(409, 'This is there with other facts', '该订单或款项已存在且内容不同'),
  'chain.state': entry(409, 'The order is past this', '订单当前状态不可执行此操作'),
  'chain.not_a_firm': entry(409, 'Suppliers are paid into wallets of firms', '供应商须以企业钱包收款'),
  'chain.too_deep': entry(409, 'The chain has too many tiers', '供应链层级过多'),
  'chain.too_many_legs': entry(409, 'The order has too many legs', '订单款项过多'),
  'chain.too_much': entry(409, 'More would be passed on than comes in', '向下支付金额超过应收金额'),
  'chain.not_agreed': entry(409, 'Not everybody has agreed', '尚有供应商未确认'),
  'chain.loop': entry(409, 'A firm would pay itself', '付款方与收款方相同'),
};

function entry(status: number, en: string, zh: string): ErrorTable[string] {
  return { status, title: { en, zh } };
}
