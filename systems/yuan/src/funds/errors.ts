import type { ErrorTable } from '@finharbor/kernel/contract';

/** Error codes of special funds. */
export const fundErrors: ErrorTable = {
  'fund.not_found': entry(404, 'No such programme', '无此专项资金项目'),
  'fund.differs': entry(409, 'This programme is there with other facts', '该项目已存在且内容不同'),
  'fund.closed': entry(409, 'The programme is over', '项目已结束'),
  'fund.bad_days': entry(400, 'These days do not fit', '期限设置有误'),
  'fund.bad_purpose': entry(400, 'No purpose is named', '未指定资金用途'),
  'fund.still_out': entry(409, 'Money of the programme is still out', '尚有资金未用完或未退回'),
  'fund.batch_not_found': entry(404, 'No such batch', '无此批次'),
  'fund.batch_differs': entry(409, 'This batch is there with other facts', '该批次已存在且内容不同'),
  'fund.batch_state': entry(409, 'The batch is past or before this', '批次当前状态不可执行此操作'),
  'fund.pieces_missing': entry(409, 'Pieces of the file are missing', '文件分片不全'),
  'fund.same_person': entry(
    409,
    'Another person than its maker approves a batch',
    '批次须由经办人以外的人员复核',
  ),
  'fund.other_sum': entry(409, 'The batch is not what was looked at', '批次与所复核的内容不一致'),
};

function entry(status: number, en: string, zh: string): ErrorTable[string] {
  return { status, title: { en, zh } };
}
