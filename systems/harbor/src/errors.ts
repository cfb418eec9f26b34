import type { ErrorTable } from '@finharbor/kernel/contract';

/** The harbor's error codes and what the wire says of them. */
export const harborErrors: ErrorTable = {
  'product.empty': entry(409, 'The data set has no rows', '数据集为空'),
  'product.not_found': entry(404, 'No such product', '无此产品'),
  'contract.not_found': entry(404, 'No such contract', '无此合同'),
  'contract.not_provider': entry(403, 'Not a provider of this contract', '不是该合同的提供方'),
  'contract.not_in_force': entry(409, 'The contract is not in force', '合同未生效'),
  'contract.proposed': entry(409, 'The contract still awaits approval', '合同尚待批准'),
  'contract.declined': entry(409, 'The contract was declined', '合同已被谢绝'),
  'contract.ended': entry(409, 'The contract was ended', '合同已终止'),
  'contract.expired': entry(409, 'The contract has run out', '合同已到期'),
  'contract.not_yet_valid': entry(409, 'The contract is not valid yet', '合同尚未起效'),
  'contract.wrong_party': entry(403, 'The contract does not allow this', '合同不允许此操作'),
  'job.not_found': entry(404, 'No such job', '无此任务'),
  'job.not_rerunnable': entry(409, 'The job cannot be run again', '任务不能重新运行'),
  'job.not_yours': entry(403, 'Another party started this job', '任务由他方发起'),
  'model.not_found': entry(404, 'No such model', '无此模型'),
  'receipt.not_found': entry(404, 'No such receipt', '无此凭证'),
  'assumption.not_accepted': entry(409, 'The assumption has not been accepted', '尚未接受安全假设'),
  'assumption.other_text': entry(409, 'The text has another digest', '文本摘要不符'),
  'peer.not_found': entry(404, 'No such party in the directory', '目录中无此参与方'),
  'peer.fingerprint_differs': entry(409, 'The fingerprint differs', '指纹不一致'),
  'peer.role_differs': entry(409, 'The party asks for another role', '角色与申请不符'),
  'enrolment.role_differs': entry(409, 'The party asks for another role', '角色与申请不符'),
  'peer.key_changed': entry(409, 'Another key is pinned', '已固定其他公钥'),
  'peer.bad_signature': entry(409, 'The enrolment is not validly signed', '登记签名无效'),
  'hub.not_pinned': entry(409, "The hub's key is not pinned", '尚未固定枢纽公钥'),
  'hub.unreachable': entry(503, 'The hub cannot be reached', '无法连接枢纽'),
  'firm_key.not_registrar': entry(403, 'This party is no registrar', '本方不是登记机关'),
  'enrolment.not_found': entry(404, 'Nobody has asked under that name', '无此申请'),
  'enrolment.bad_signature': entry(400, 'The request is not validly signed', '申请签名无效'),
  'enrolment.key_changed': entry(409, 'Admitted under another key', '已以其他公钥准入'),
  'enrolment.role_changed': entry(409, 'Admitted in another role', '已以其他角色准入'),
  'enrolment.fingerprint_differs': entry(409, 'The fingerprint differs', '指纹不一致'),
  'document.bad_signature': entry(400, 'The signature does not hold', '签名无效'),
  'document.unknown_issuer': entry(403, 'The issuer is not known here', '签发方未知'),
  'document.wrong_key': entry(403, 'Not the key known for this issuer', '公钥与签发方不符'),
  'document.altered': entry(400, 'The document was altered', '文件被改动'),
  'document.malformed': entry(400, 'The document has wrong fields', '文件字段有误'),
  'document.unknown_type': entry(400, 'No such type of document', '文件类型未知'),
  'document.wrong_issuer': entry(403, 'This issuer may not write that', '签发方无权签发此类文件'),
  'log.no_quorum': entry(503, "No other party's node co-signed in time", '暂无他方节点共同签署'),
};

function entry(status: number, en: string, zh: string): ErrorTable[string] {
  return { status, title: { en, zh } };
}
