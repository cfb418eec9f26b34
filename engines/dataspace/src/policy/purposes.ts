import type { Bilingual } from '@finharbor/kernel/contract';
import { own } from './namespaces.ts';

/** What data may be used for; a purpose lies within its `within`. */
export type Purpose = {
  readonly iri: string;
  readonly within: string | undefined;
  readonly label: Bilingual;
};

const purpose = (path: string, en: string, zh: string): Purpose => ({
  iri: own(`purpose/${path}`),
  within: path.includes('/') ? own(`purpose/${path.slice(0, path.lastIndexOf('/'))}`) : undefined,
  label: { en, zh },
});

/** The taxonomy of purposes, each after the one it lies within. */
export const purposes: readonly Purpose[] = [
  purpose('credit', 'credit business', '信贷业务'),
  purpose('credit/origination', 'deciding on loans', '贷前准入与授信审批'),
  purpose('credit/monitoring', 'watching loans that run', '贷后管理'),
  purpose('credit/collection', 'recovering loans', '清收处置'),
  purpose('credit/modelling', 'building credit models', '信贷模型开发'),
  purpose('insurance', 'insurance business', '保险业务'),
  purpose('insurance/underwriting', 'underwriting', '核保'),
  purpose('insurance/claims', 'settling claims', '理赔'),
  purpose('risk', 'risk control', '风险防控'),
  purpose('risk/fraud', 'detecting fraud', '反欺诈'),
  purpose('risk/money-laundering', 'preventing money laundering', '反洗钱'),
  purpose('risk/modelling', 'building risk models', '风控模型开发'),
  purpose('supervision', 'supervision by authorities', '监管'),
  purpose('supervision/reporting', 'reporting to authorities', '监管报送'),
  purpose('supervision/monitoring', 'monitoring by authorities', '风险监测预警'),
  purpose('public-service', 'services of the government', '政务服务'),
  purpose('statistics', 'statistics', '统计分析'),
  purpose('statistics/official', 'official statistics', '政府统计'),
  purpose('research', 'research', '研究'),
  purpose('research/academic', 'academic research', '学术研究'),
  purpose('research/product', 'developing products', '产品研发'),
  purpose('marketing', 'marketing', '营销'),
  purpose('marketing/profiling', 'profiling customers', '客户画像'),
  purpose('marketing/contact', 'contacting customers', '营销触达'),
];
