import type { ErrorEntry, ErrorTable } from '@finharbor/kernel/contract';

/** Codes of the data planes and what the wire says of them. */
export const planeErrors: ErrorTable = {
  'planes.bad_token': entry(401, 'The token does not hold', '令牌无效'),
  'planes.token_expired': entry(401, 'The token has run out', '令牌已过期'),
  'planes.use_refused': entry(403, 'The agreement does not allow this use', '合同不允许此次使用'),
  'planes.range_refused': entry(403, 'The token does not reach these bytes', '令牌不含该字节范围'),
  'planes.suspended': entry(403, 'The transfer is suspended', '传输已暂停'),
  'planes.ended': entry(403, 'The transfer has ended', '传输已结束'),
  'planes.not_found': entry(404, 'Nothing is served here', '此地址不存在'),
  'planes.offset_mismatch': entry(409, 'The upload is at another offset', '上传偏移量不一致'),
  'planes.source_changed': entry(
    409,
    'The data has changed since the transfer started',
    '数据在传输开始后已变更',
  ),
  'planes.precondition_failed': entry(412, 'The data is of another version', '数据版本不符'),
  'planes.too_large': entry(413, 'More than is taken here', '数据超过接收上限'),
  'planes.not_a_part': entry(
    415,
    'Send parts as application/partial-upload',
    '须以 application/partial-upload 发送',
  ),
  'planes.range_unsatisfiable': entry(416, 'The range lies beyond the end', '请求范围超出末尾'),
  'planes.bad_upload': entry(400, 'The upload is inconsistent', '上传内容不一致'),
  'planes.digest_mismatch': entry(422, 'The data is not what was announced', '数据摘要不一致'),
  'planes.disk_full': entry(507, 'No room for the data', '存储空间不足'),
};

function entry(status: number, en: string, zh: string): ErrorEntry {
  return { status, title: { en, zh } };
}
