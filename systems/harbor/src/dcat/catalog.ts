import { formatMoney, instantText, money } from '@finharbor/kernel';
import { type Delivery, deliveriesOf } from '../delivery/ways.ts';
import type { Bilingual } from '../documents.ts';
import type { PricePlan } from '../pricing/plan.ts';
import type { ProductClass } from '../search/classed.ts';
import type { ProductView } from '../views.ts';
import type { Thing, Value } from './graph.ts';

/** A party as the catalogue names it: who publishes, and where data are asked for. */
export type Publisher = { readonly party: string; readonly name: Bilingual; readonly url: string };

/** What an export is made of; `hub` publishes the catalogue. */
export type CatalogParts = {
  readonly hub: Publisher;
  readonly holders: readonly Publisher[];
  readonly products: readonly ProductView[];
};

const authority = 'http://publications.europa.eu/resource/authority';

/**
 * The catalogue in DCAT-AP 3.0: a `dcat:Catalog` of the hub, a `dcat:DataService` for each holder's node, and for each product a
 * `dcat:Dataset` with a `dcat:Distribution` for each way to have it and its price plans as ODRL offers.
 */
export function dcatCatalog({ hub, holders, products }: CatalogParts): readonly Thing[] {
  const offering = holders.filter(({ party }) => products.some((product) => product.party === party));
  const nodes = new Map(offering.map((holder) => [holder.party, holder]));
  const datasets = products.flatMap((product) => {
    const holder = nodes.get(product.party);
    return holder ? [{ product, holder, iri: datasetIri(hub, product) }] : [];
  });
  const catalogue: Thing = {
    iri: `${hub.url}/catalogue/dcat.ttl`,
    type: 'dcat:Catalog',
    says: [
      ...both('dct:title', { en: `Data products of ${hub.name.en}`, zh: `${hub.name.zh}数据产品目录` }),
      ...both('dct:description', {
        en: 'Data that parties offer under a contract: to be computed with while the rows stay with their holders, or, where a product says so, to be delivered.',
        zh: '各参与方依合同提供的数据产品：参与计算且原始数据不离开提供方；产品载明可交付的，按约定交付数据。',
      }),
      ['dct:publisher', { iri: agentIri(hub) }],
      ['foaf:homepage', { iri: `${hub.url}/app/catalogue` }],
      ...datasets.map(({ iri }) => ['dcat:dataset', { iri }] as const),
      ...offering.map((holder) => ['dcat:service', { iri: serviceIri(holder) }] as const),
    ],
  };
  const agents = [hub, ...offering.filter(({ party }) => party !== hub.party)].map(agentOf);
  return [catalogue, ...agents, ...offering.map(serviceOf), ...datasets.flatMap(datasetOf)];
}

/** The Union's list of statuses has none for what is stopped and may go on: it is told of in words. */
const suspended: Thing = {
  type: 'skos:Concept',
  says: both('skos:prefLabel', { en: 'Suspended', zh: '暂停流通' }),
};

type Dataset = { readonly product: ProductView; readonly holder: Publisher; readonly iri: string };

function agentOf(party: Publisher): Thing {
  return { iri: agentIri(party), type: 'foaf:Agent', says: both('foaf:name', party.name) };
}

function serviceOf(holder: Publisher): Thing {
  return {
    iri: serviceIri(holder),
    type: 'dcat:DataService',
    says: [
      ...both('dct:title', { en: `Node of ${holder.name.en}`, zh: `${holder.name.zh}节点` }),
      ['dcat:endpointURL', { iri: holder.url }],
      ['dcat:endpointDescription', { iri: `${holder.url}/openapi.json` }],
      ['dct:publisher', { iri: agentIri(holder) }],
    ],
  };
}

function datasetOf({ product, holder, iri }: Dataset): readonly Thing[] {
  const { id, publishedAtMs, body } = product;
  const ways = deliveriesOf(body);
  const plans: readonly PricePlan[] = body.plans ?? [{ plan: 'free', kind: 'free' }];
  const offers = plans.map((plan, at) => [`${iri}#offer-${at + 1}`, plan] as const);
  const keywords = body.fields.flatMap(({ title }) => both('dcat:keyword', title));
  return [
    {
      iri,
      type: 'dcat:Dataset',
      says: [
        ...both('dct:title', body.title),
        ...both('dct:description', body.description),
        ['dct:identifier', { text: body.product }],
        ['dcat:version', { text: id }],
        ['dct:issued', { literal: instantText(publishedAtMs), datatype: 'xsd:dateTime' }],
        ['dct:publisher', { iri: agentIri(holder) }],
        ['dcat:landingPage', { iri: iri.replace('/products/', '/app/catalogue/') }],
        ['dct:accessRights', { iri: `${authority}/access-right/RESTRICTED` }],
        ...(product.state === 'suspended' ? [['adms:status', { thing: suspended }] as const] : []),
        ...keywords,
        ...classedAs(body.classed),
        ...ways.map((way) => ['dcat:distribution', { iri: distributionIri(iri, way) }] as const),
      ],
    },
    ...ways.map(
      (way): Thing => ({
        iri: distributionIri(iri, way),
        type: 'dcat:Distribution',
        says: [
          ...distributed[way],
          ['dcat:accessURL', { iri: `${holder.url}/app/catalogue/${id}` }],
          ['dcat:accessService', { iri: serviceIri(holder) }],
          [
            'dct:rights',
            { thing: { type: 'dct:RightsStatement', says: [['rdfs:label', { text: body.licence }]] } },
          ],
          ...offers.map(([policy]) => ['odrl:hasPolicy', { iri: policy }] as const),
        ],
      }),
    ),
    ...offers.map(([policy, plan]) => offerOf(plan, { iri: policy, dataset: iri, holder })),
  ];
}

/** The one that rows are not shown in has the name of old. */
function distributionIri(dataset: string, way: Delivery): string {
  return `${dataset}#distribution${way === 'computation' ? '' : `-${way}`}`;
}

const asFile: Thing['says'] = [
  ['dct:format', { iri: `${authority}/file-type/CSV` }],
  ['dcat:mediaType', { iri: 'https://www.iana.org/assignments/media-types/text/csv' }],
];
const distributed: Readonly<Record<Delivery, Thing['says']>> = {
  computation: [],
  pull: [...both('dct:title', { en: 'Rows as a file, fetched', zh: '数据文件（使用方拉取）' }), ...asFile],
  push: [...both('dct:title', { en: 'Rows as a file, sent', zh: '数据文件（提供方推送）' }), ...asFile],
};

type Offer = { readonly iri: string; readonly dataset: string; readonly holder: Publisher };

/** A price plan in the words of ODRL: use is permitted, and where it is not free the duty is to pay for each unit. */
function offerOf(plan: PricePlan, { iri, dataset, holder }: Offer): Thing {
  const duty = plan.kind === 'free' ? [] : [['odrl:duty', { thing: dutyOf(plan) }] as const];
  return {
    iri,
    type: 'odrl:Offer',
    says: [
      ['rdfs:label', { text: plan.plan }],
      ['odrl:assigner', { iri: agentIri(holder) }],
      [
        'odrl:permission',
        {
          thing: {
            type: 'odrl:Permission',
            says: [
              ['odrl:target', { iri: dataset }],
              ['odrl:action', { iri: 'http://www.w3.org/ns/odrl/2/use' }],
              ...duty,
            ],
          },
        },
      ],
    ],
  };
}

const units = {
  per_use: { en: 'for each use', zh: '每次使用' },
  per_result: { en: 'for each result', zh: '每项结果' },
  subscription: { en: 'for each month', zh: '每月' },
} as const;

function dutyOf(plan: Exclude<PricePlan, { readonly kind: 'free' }>): Thing {
  const odrl = (name: string): Value => ({ iri: `http://www.w3.org/ns/odrl/2/${name}` });
  return {
    type: 'odrl:Duty',
    says: [
      ['odrl:action', odrl('compensate')],
      ...both('rdfs:label', units[plan.kind]),
      [
        'odrl:constraint',
        {
          thing: {
            type: 'odrl:Constraint',
            says: [
              ['odrl:leftOperand', odrl('payAmount')],
              ['odrl:operator', odrl('eq')],
              [
                'odrl:rightOperand',
                {
                  literal: formatMoney(money(BigInt(plan.amountMinor), plan.currency)),
                  datatype: 'xsd:decimal',
                },
              ],
              ['odrl:unit', { iri: `${authority}/currency/${plan.currency}` }],
            ],
          },
        },
      ],
    ],
  };
}

/** The Union's themes come nearest to these sections of GB/T 4754; all others are the economy. */
const themes: Readonly<Record<string, string>> = {
  A: 'AGRI',
  D: 'ENER',
  G: 'TRAN',
  I: 'TECH',
  M: 'TECH',
  N: 'ENVI',
  P: 'EDUC',
  Q: 'HEAL',
  R: 'EDUC',
  S: 'GOVE',
  T: 'INTR',
};
const frequencies: Readonly<Record<ProductClass['update'], string>> = {
  once: 'NEVER',
  daily: 'DAILY',
  weekly: 'WEEKLY',
  monthly: 'MONTHLY',
  quarterly: 'QUARTERLY',
  yearly: 'ANNUAL',
};

function classedAs(classed: ProductClass | undefined): Thing['says'] {
  if (!classed) return [['dcat:theme', { iri: `${authority}/data-theme/ECON` }]];
  return [
    ['dcat:theme', { iri: `${authority}/data-theme/${themes[classed.sector ?? ''] ?? 'ECON'}` }],
    ['dct:accrualPeriodicity', { iri: `${authority}/frequency/${frequencies[classed.update]}` }],
  ];
}

function both(property: string, { en, zh }: Bilingual): Thing['says'] {
  return [
    [property, { text: en, language: 'en' }],
    [property, { text: zh, language: 'zh-CN' }],
  ];
}

function agentIri({ url }: Publisher): string {
  return `${url}/#party`;
}

function serviceIri({ url }: Publisher): string {
  return `${url}/#node`;
}

function datasetIri(hub: Publisher, { id }: ProductView): string {
  return `${hub.url}/products/${id}`;
}
