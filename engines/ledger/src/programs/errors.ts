import type { ErrorTable } from '@finharbor/kernel/contract';

/** Error codes of programs and what the wire says of them. */
export const programErrors: ErrorTable = {
  'ledger.bad_program': entry(400, 'The program has wrong fields', '资金规则的字段有误'),
  'ledger.bad_program_event': entry(400, 'The event has wrong fields', '事件的字段有误'),
  'ledger.bad_program_state': entry(400, 'The state has wrong fields', '状态的字段有误'),
  'ledger.too_small_to_split': entry(
    400,
    'The amount is too small for so many parts',
    '金额不足以拆分为这么多份',
  ),
  'ledger.not_accepted': entry(
    409,
    'The program does not accept one of these events',
    '资金规则不接受其中一个事件',
  ),
};

function entry(status: number, en: string, zh: string): ErrorTable[string] {
  return { status, title: { en, zh } };
}
