import type { ErrorTable } from '@finharbor/kernel/contract';

const entry = (status: number, en: string, zh: string): ErrorTable[string] => ({ status, title: { en, zh } });

/** Error codes of prepaid cards. */
export const prepaidErrors: ErrorTable = {
  'yuan.plan_not_found': entry(404, 'No such card on offer', '无此在售预付卡'),
  'yuan.plan_differs': entry(409, 'This plan is there with other facts', '该卡种已存在且内容不同'),
  'yuan.sales_stopped': entry(409, 'The merchant may not sell prepaid cards now', '该商户已被暂停销售预付卡'),
  'yuan.card_not_found': entry(404, 'No such prepaid card', '无此预付卡'),
  'yuan.card_over': entry(409, 'The prepaid card is over', '该预付卡已结束'),
  'yuan.ask_waits': entry(409, 'A use of this card waits for an answer', '该卡已有待确认的核销请求'),
  'yuan.ask_not_found': entry(404, 'No such ask', '无此核销请求'),
  'yuan.ask_lapsed': entry(409, 'The ask was not answered in time', '核销请求已超时失效'),
  'yuan.ask_decided': entry(409, 'The ask was answered otherwise', '核销请求已有其他答复'),
  'yuan.code_not_found': entry(404, 'No card shows this code', '核销码无效'),
};
