import type { ErrorTable } from '@finharbor/kernel/contract';

/** Error codes of cross-border transfers. */
export const transferErrors: ErrorTable = {
  'transfer.not_needed': entry('No data leaves the mainland', '不涉及数据出境'),
  'transfer.not_assessed': entry('The transfer has not been assessed', '尚未开展数据出境风险自评估'),
  'transfer.may_not_leave': entry('The data may not leave', '数据不得出境'),
  'transfer.assessment_expired': entry('The self-assessment has run out', '数据出境风险自评估已失效'),
};

function entry(en: string, zh: string): ErrorTable[string] {
  return { status: 409, title: { en, zh } };
}
