/** What can be registered about rights in data: 首次, 许可, 转移, 变更, 注销, 撤销, 异议. */
export const registrationKinds = [
  'initial',
  'licence',
  'transfer',
  'change',
  'deregistration',
  'revocation',
  'objection',
] as const;
/** One of them. */
export type RegistrationKind = (typeof registrationKinds)[number];

/** The rights: 数据资源持有权, 数据加工使用权, 数据产品经营权. */
export const rights = ['hold', 'process', 'operate'] as const;
/** One of them. */
export type Right = (typeof rights)[number];

/** Where data is from: collected by its holder, had under a licence, public, or made from other products. */
export const origins = ['collected', 'licensed', 'public', 'derived'] as const;
/** One of them. */
export type Origin = (typeof origins)[number];
