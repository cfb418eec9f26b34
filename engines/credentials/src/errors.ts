import { type ErrorTable, pageErrors } from '@finharbor/kernel/contract';

/** The codes of credentials. */
export const credentialErrors: ErrorTable = {
  ...pageErrors,
  'credential.not_found': { status: 404, title: { en: 'No such certificate', zh: '查无此证书' } },
  'credential.no_such_type': {
    status: 404,
    title: { en: 'No such type of certificates', zh: '无此证书类型' },
  },
  'credential.no_such_list': { status: 404, title: { en: 'No such status list', zh: '无此状态列表' } },
  'credential.malformed': { status: 422, title: { en: 'This is no certificate', zh: '不是有效的证书格式' } },
  'credential.bad_claims': {
    status: 422,
    title: { en: 'Its type does not say this', zh: '内容与证书类型不符' },
  },
  'credential.key_reused': {
    status: 409,
    title: { en: 'Another was asked for under this key', zh: '该请求标识已用于另一证书' },
  },
  'credential.forgotten': {
    status: 409,
    title: { en: 'The certificate was forgotten', zh: '证书内容已删除' },
  },
  'credential.public_stays': {
    status: 409,
    title: { en: 'A public certificate stays', zh: '公开证书不予删除' },
  },
  'credential.revoked_for_good': {
    status: 409,
    title: { en: 'A revoked certificate stays revoked', zh: '证书已吊销，不可恢复' },
  },
};
