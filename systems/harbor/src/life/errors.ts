import type { ErrorTable } from '@finharbor/kernel/contract';

/** What can be wrong with a product's life, and what the wire says of it. */
export const lifeErrors: ErrorTable = {
  'product.not_listed': entry(409, 'The product is not listed', '产品尚未挂牌'),
  'product.suspended': entry(409, 'The product is suspended', '产品已暂停流通'),
  'product.withdrawn': entry(409, 'The product has been withdrawn', '产品已下架'),
  'product.right_ended': entry(409, 'The right to operate the product has ended', '产品经营权已终止'),
  'product.not_suspended': entry(409, 'This side has not suspended the product', '本方未暂停该产品'),
  'rights.not_found': entry(404, 'No such registration', '无此登记'),
  'rights.already_registered': entry(409, 'A registration is there already', '已有登记或登记申请'),
  'rights.no_certificate': entry(404, 'No such certificate', '无此登记证书'),
  'rights.wrong_state': entry(409, 'The certificate’s state does not allow this', '证书当前状态不允许此操作'),
  'rights.not_owner': entry(403, 'Not the holder of this right', '不是该权利的持有人'),
  'rights.own_entry': entry(409, 'Nobody objects to its own entry', '不能对本方的登记提出异议'),
  'rights.registry_only': entry(403, 'Only the registry does this', '仅登记机构可办理'),
  'rights.decided': entry(409, 'This has been decided already', '已作出决定'),
  'rights.own_matter': entry(403, 'The registry does not decide its own matter', '登记机构不得办理本方事项'),
  'review.own_product': entry(403, 'Nobody reviews its own party’s product', '不得审查本方产品'),
  'review.not_registered': entry(409, 'Its rights are not registered', '产权尚未登记'),
  'review.unmet': entry(409, 'It cannot be listed on these findings', '审查结论不满足挂牌条件'),
  'review.superseded': entry(409, 'A newer version has been published', '已发布更新的版本'),
  'fusion.duckdb_missing': entry(503, 'DuckDB is not installed', '未安装 DuckDB'),
  'quality.too_few_rows': entry(409, 'Too few rows for a report', '数据行过少，无法出具报告'),
};

function entry(status: number, en: string, zh: string): ErrorTable[string] {
  return { status, title: { en, zh } };
}
