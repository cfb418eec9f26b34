import type { ErrorTable } from '@finharbor/kernel/contract';

/** The error codes of settlement and of disputes. */
export const settlementErrors: ErrorTable = {
  'settlement.no_funds': entry(409, 'Not enough money paid in', '预付余额不足或有欠款，请先充值'),
  'settlement.too_much': entry(409, 'More than can be paid out', '超过可出金金额'),
  'settlement.other_movement': entry(409, 'The number stands for another sum', '该编号对应另一笔金额'),
  'settlement.payout_not_found': entry(404, 'No such payout', '无此出金申请'),
  'settlement.payout_resolved': entry(409, 'The payout is resolved', '出金申请已处理'),
  'settlement.party_not_found': entry(404, 'No such party', '无此参与方'),
  'settlement.line_not_found': entry(404, 'No such line', '无此明细'),
  'plan.not_offered': entry(409, 'The product is not offered at that price', '产品未提供该计价方案'),
  'dispute.not_found': entry(404, 'No such dispute', '无此争议'),
  'dispute.not_disputable': entry(409, 'This line cannot be disputed', '该笔明细不可提出争议'),
  'dispute.not_yours': entry(403, 'The other side answers', '应由对方答复'),
  'dispute.answered': entry(409, 'The dispute is answered', '争议已答复'),
  'dispute.decided': entry(409, 'The dispute is decided', '争议已裁决'),
  'dispute.not_heard': entry(409, 'The other side has not been heard yet', '对方答复期未满'),
  'dispute.own': entry(403, 'Nobody decides on their own side', '当事一方不得裁决'),
  'dispute.inadmissible': entry(409, 'The dispute is not admissible', '争议不予受理'),
  'dispute.same_price': entry(400, 'A correction changes the price', '更正后的价格应与原价不同'),
};

function entry(status: number, en: string, zh: string): ErrorTable[string] {
  return { status, title: { en, zh } };
}
