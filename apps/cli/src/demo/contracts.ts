import type { PointsOpening } from '@finharbor/harbor';
import type { People } from './people.ts';
import { until } from './until.ts';

/** The two contracts of the main job, in force. */
export type Contracts = { readonly train: string; readonly score: string };

const purpose = {
  train: {
    en: 'Train a scorecard for loans to small firms together, on shares.',
    zh: '在密态份额上联合训练小微企业贷款评分卡。',
  },
  score: {
    en: 'Score one firm that has applied for a loan and has consented.',
    zh: '对已申请贷款并授权的单个企业评分。',
  },
};
const legalBasis = {
  en: 'Performance of a public task: financing of small firms; anonymous statistics of at least 50 firms each.',
  zh: '履行公共职能：支持小微企业融资；仅输出不少于50户的匿名统计。',
};
const consentBasis = {
  en: "The firm's own consent, given for this application and revocable at any time.",
  zh: '企业本人授权，仅用于本次申请，可随时撤回。',
};

/**
 * The bank asks, the offices read and approve, and every operator accepts the assumption the computation rests on. The scorecard stays
 * under shares unless told to whom it may be opened.
 */
export async function agree(people: People, pointsOpened: PointsOpening = 'nobody'): Promise<Contracts> {
  await acceptAssumption(people);
  const products = await until(async () => {
    const { body } = await people.analyst.listProducts({});
    return body.length >= 2 ? body : undefined;
  });
  const ids = products.map(({ id }) => id);
  const terms = { products: ids, smallestGroup: 50, validDays: 365 };
  const { body: train } = await people.bankApprover.postContract({
    body: {
      ...{ ...terms, kind: 'train', purpose: purpose.train, legalBasis, uses: 20 },
      terms: { pointsOpened },
    },
  });
  const { body: score } = await people.bankApprover.postContract({
    body: { ...terms, kind: 'score', purpose: purpose.score, legalBasis: consentBasis, uses: 100_000 },
  });
  const contracts = { train: train.id, score: score.id };
  await approveAll(people, contracts);
  return contracts;
}

async function acceptAssumption(people: People): Promise<void> {
  for (const approver of [people.bankApprover, ...people.approvers.values()]) {
    const { body } = await approver.getAssumption({});
    if (!body.accepted) await approver.postAcceptance({ body: { digest: body.digest } });
  }
}

async function approveAll(people: People, contracts: Contracts): Promise<void> {
  for (const id of [contracts.train, contracts.score]) {
    for (const approver of people.approvers.values()) {
      await until(async () => (await approver.listContracts({})).body.find((contract) => contract.id === id));
      await approver.postApproval({ params: { id }, body: { decision: 'approved', reason: '' } });
    }
    await until(async () => {
      const { body } = await people.analyst.getContract({ params: { id } });
      return body.state === 'in_force' ? body : undefined;
    });
  }
}
