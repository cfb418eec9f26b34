import type { ErrorTable } from '@finharbor/kernel/contract';

/** Faults of who takes part, and what the wire says of them. */
export const participantErrors: ErrorTable = {
  'dataspace.peer_unreachable': entry(503, 'The sender cannot be identified now', '暂无法核验发送方身份'),
  'dataspace.no_membership': entry(
    409,
    'No valid membership of the data space',
    '没有有效的数据空间成员资格',
  ),
  'dataspace.credential_refused': entry(400, 'The credential does not count here', '凭证不予认可'),
  'dataspace.status_list_full': entry(409, 'The status list is full', '状态列表已满'),
  'dataspace.status_out_of_range': entry(400, 'No such place in the status list', '状态列表中无此位置'),
};

function entry(status: number, en: string, zh: string): ErrorTable[string] {
  return { status, title: { en, zh } };
}
