import { setTimeout as wait } from 'node:timers/promises';
import type { nodeRoutes } from '@finharbor/harbor';
import { codeOf } from '@finharbor/kernel';
import type { TypedClient } from '@finharbor/kernel/http';
import type { HubClient, NodeClient } from './clients.ts';

type Node = TypedClient<typeof nodeRoutes>;
type Registration = Parameters<Node['postRightsRegistration']>[0]['body'];
type Valuation = Parameters<Node['putValuation']>[0]['body'];

const everyMs = 200;
const mostTries = 150;
const validYears = 3;

const registration: Registration = {
  kind: 'initial',
  certificate: null,
  rights: ['hold', 'process', 'operate'],
  origin: 'public',
  basis: {
    en: 'Public loan records of the US SBA, published under CC BY 4.0; the codes of firms are made up.',
    zh: '美国小企业管理局公开的贷款记录，以 CC BY 4.0 发布；企业代码为合成。',
  },
  scope: {
    en: 'Joint training and scoring of loans, with the firm’s consent where it is about one firm.',
    zh: '用于贷款联合建模与评分；涉及单个企业的，须经该企业授权。',
  },
  evidence: [],
  to: null,
};

const valuation: Valuation = {
  inputs: {
    approach: 'cost',
    costs: [
      { title: '采集 Collection', amountMinor: '6000000' },
      { title: '清洗与标注 Cleaning', amountMinor: '3500000' },
      { title: '存储与安全 Storage and security', amountMinor: '1500000' },
    ],
    profitBasisPoints: 1000,
    conditionBasisPoints: 8500,
  },
  assumptions: ['演示数据，金额为虚构。 Made up for the demonstration.'],
};

const items = [
  'personal_information',
  'important_data',
  'consent_basis',
  'classification',
  'sample_masked',
  'terms',
] as const;

/** An office registers its rights in a published product and describes, shows and values it, as its steward would. Repeating it changes nothing. */
export async function registerProduct(node: NodeClient, product: string): Promise<void> {
  const { body: own } = await node.listOwnProducts({});
  const found = own.find((one) => one.product === product);
  if (found?.version == null) return;
  const { body: life } = await node.getProductLife({ params: { id: found.version } });
  if (life.register.length === 0)
    await node.postRightsRegistration({ params: { id: product }, body: registration });
  if (life.quality === null) await describe(node, product);
  if (life.sample === null) await show(node, { product, version: found.version });
  if (life.valuation === null) await node.putValuation({ params: { id: product }, body: valuation });
}

const shownRows = 5;

/** Rows that nobody holds, of the values and bounds that are public. */
async function show(
  node: NodeClient,
  { product, version }: { readonly product: string; readonly version: string },
): Promise<void> {
  const { body: view } = await node.getProduct({ params: { id: version } });
  const rows = Array.from({ length: shownRows }, (_, at) =>
    Object.fromEntries(
      view.body.fields.map(({ name, values, range }) => [
        name,
        values?.[at % values.length] ?? (range ? range.min + at : null),
      ]),
    ),
  );
  await node.putSample({ params: { id: product }, body: { made: 'synthetic', rows } });
}

async function describe(node: NodeClient, product: string): Promise<void> {
  try {
    await node.postQualityReport({ params: { id: product } });
  } catch (error) {
    // A demonstration with a handful of firms has no report, and one without DuckDB neither.
    if (!['quality.too_few_rows', 'fusion.duckdb_missing'].includes(codeOf(error))) throw error;
  }
}

/** The operator certifies what the offices have asked for and the bureau lists it, until so many products are listed. */
export async function listProducts(operator: HubClient, bureau: HubClient, products: number): Promise<void> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    if ((await listedIn(operator)) >= products) return;
    const { body: waiting } = await operator.listRightsQueue({});
    for (const { kind, id } of waiting) {
      if (kind === 'registration')
        await operator.postRightsAnswer({
          params: { id },
          // The people of a demonstration do not wait ten days for objections.
          body: { decision: 'accepted', noticeDays: 0, validYears },
        });
      if (kind === 'review')
        await bureau.postReview({
          params: { id },
          body: {
            decision: 'listed',
            level: 'general',
            answers: items.map((item) => ({ item, verdict: 'met', finding: '' })),
            reason: '',
          },
        });
    }
    if (waiting.length === 0) await wait(everyMs);
  }
}

async function listedIn(operator: HubClient): Promise<number> {
  const { body: products } = await operator.getCatalogue({});
  const lives = await Promise.all(
    products.map(async ({ id }) => (await operator.getProductLife({ params: { id } })).body),
  );
  return lives.filter(({ state }) => state === 'listed').length;
}
