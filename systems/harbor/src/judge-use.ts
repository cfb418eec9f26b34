import { mayLeave } from './crossborder/may-leave.ts';
import { undeliverableTerms } from './delivery/may-deliver.ts';
import { deliveryPlanOf } from './delivery/plan.ts';
import type { DeliveryWay } from './delivery/ways.ts';
import type { Body, Field, Verified } from './documents.ts';
import { type ContractFile, contractState } from './domain.ts';
import type { LifeRefusal } from './life/listing.ts';
import { lifeReasons } from './life/refusals.ts';
import { fitsContract, saysWhatItTells } from './proposals/fits.ts';
import { decisionOf, isWithdrawn, type ProposalFile } from './proposals/state.ts';
import { settingsOf } from './training/settings.ts';
import { judgeTerms } from './usage/judge-terms.ts';
import { type Usage, usageOf } from './usage/usage.ts';

/** A data set of one party and the columns of it that are used. */
export type DataUse = {
  readonly source: string;
  readonly fields: readonly Pick<Field, 'name' | 'kind'>[];
};

/** A product that a party has agreed to: what may be used of it, and in which ways its rows may be delivered. */
export type AgreedProduct = DataUse & { readonly ways: readonly DeliveryWay[] };

/** What a provider's node knows when it is asked to take part in a job. */
export type UseRequest = {
  readonly self: string;
  readonly file: ContractFile | undefined;
  readonly job: Body<'job'>;
  readonly issuer: string;
  /** Jobs that have used this contract already, this one left out. */
  readonly otherUses: number;
  /** What the job would use of this party's data. */
  readonly asked: DataUse | undefined;
  /** This party's products in the contract. */
  readonly agreed: readonly AgreedProduct[];
  /** The computation that the job names, where its kind is run that way. */
  readonly proposal: ProposalFile | undefined;
  readonly consent: Verified<'consent'> | undefined;
  readonly withdrawals: readonly Verified<'withdrawal'>[];
  readonly assumptionAccepted: boolean;
  /** What stops this party's products in the contract from being used. */
  readonly stopped?: LifeRefusal | undefined;
  /** This party's own assessments of transfers out of the mainland. */
  readonly assessments?: readonly Verified<'transfer_assessment'>[];
  readonly nowMs: number;
};

/** The answer to a use request; a refusal's code is stable and its reason tells the person what to do. */
export type UseAnswer =
  | { readonly kind: 'allowed' }
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly reason: { readonly en: string; readonly zh: string };
    };

/** Decides whether a provider may take part in a job: contract, parties, data, the contract's terms and the operator's acceptance. */
export function judgeUse(request: UseRequest): UseAnswer {
  return (
    judgeContract(request) ??
    judgeLife(request) ??
    judgeTransfer(request) ??
    judgeSettings(request) ??
    judgeProposal(request) ??
    judgeDelivery(request) ??
    judgeUsage(request) ??
    judgeData(request) ??
    (request.assumptionAccepted || request.job.kind === 'deliver'
      ? { kind: 'allowed' }
      : refused('assumption.not_accepted', {
          en: 'The operator of this node has not accepted the assumption that the hub does not collude.',
          zh: '本节点操作员尚未接受“枢纽不与他方合谋”的安全假设。',
        }))
  );
}

function judgeContract(request: UseRequest): UseAnswer | undefined {
  const { file, job } = request;
  if (!file)
    return refused('contract.unknown', {
      en: 'This node holds no validly signed contract with that number.',
      zh: '本节点没有该编号的有效签名合同。',
    });
  const { body } = file.contract;
  if (file.contract.issuer !== body.consumer || request.issuer !== body.consumer || body.kind !== job.kind)
    return refused('contract.wrong_party', {
      en: 'Only the consumer named in the contract may start this kind of job under it.',
      zh: '只有合同载明的使用方可以据此发起该类任务。',
    });
  // The first of the roster is whom the others take for the consumer.
  const others = new Set(job.roster.slice(1));
  const isSame = others.size === body.providers.length && body.providers.every((side) => others.has(side));
  if (job.roster[0] !== body.consumer || job.roster.length !== others.size + 1 || !isSame)
    return refused('contract.wrong_party', {
      en: 'The parties of the job are not the parties of the contract.',
      zh: '任务参与方与合同当事方不一致。',
    });
  const state = contractState(file, request.nowMs);
  // Its time is one of the terms.
  if (state === 'in_force' || state === 'expired' || state === 'not_yet_valid') return undefined;
  return refused(`contract.${state}`, {
    en: `The contract is not in force (${state.replaceAll('_', ' ')}).`,
    zh: `合同未生效（${state}）。`,
  });
}

function judgeLife({ stopped }: UseRequest): UseAnswer | undefined {
  return stopped && refused(stopped, lifeReasons[stopped]);
}

function judgeTransfer({ file, assessments = [], nowMs }: UseRequest): UseAnswer | undefined {
  const leave = mayLeave(file!.contract, assessments, nowMs);
  if (leave.kind !== 'refused') return undefined;
  const said = (language: 'en' | 'zh', space: string): string =>
    leave.reasons.map((reason) => reason[language]).join(space);
  return refused(leave.code, { en: said('en', ' '), zh: said('zh', '') });
}

function judgeSettings({ job }: UseRequest): UseAnswer | undefined {
  if (job.kind !== 'train' || settingsOf(job.plan)) return undefined;
  return refused('plan.unknown_settings', {
    en: 'The plan has settings that this node does not know.',
    zh: '计划含有本节点未知的设置。',
  });
}

/** The terms are judged as a policy; of consent the policy asks only whether it is there, and why it is not is told here. */
function judgeUsage(request: UseRequest): UseAnswer | undefined {
  const { self, file, job, proposal, otherUses, nowMs } = request;
  const usage = usageOf(file!.contract.body, self);
  const isAsked = asksConsent(usage);
  const lacking = isAsked ? judgeConsent(request) : undefined;
  const consent = isAsked ? (lacking ? 'missing' : 'given') : undefined;
  const refusal = judgeTerms({ usage, job, proposal, otherUses, consent, nowMs });
  if (!refusal) return undefined;
  return refusal.code === 'contract.terms' && lacking ? lacking : { kind: 'refused', ...refusal };
}

function asksConsent({ constraints }: Usage): boolean {
  return constraints.some(({ name }) => name === 'consent');
}

/** Rows leave as their holder offers them, under terms that hold beyond that. */
function judgeDelivery({ self, file, job, agreed }: UseRequest): UseAnswer | undefined {
  if (job.kind !== 'deliver') return undefined;
  const plan = deliveryPlanOf(job);
  const [product, ...others] = agreed;
  if (!plan || !product || others.length > 0) return otherData;
  if (!product.ways.includes(plan.way))
    return refused('product.not_delivered', {
      en: 'The rows of this product are not delivered in this way.',
      zh: '该产品不以此方式交付数据。',
    });
  const refusal = undeliverableTerms(file!.contract.body, self);
  return refusal && { kind: 'refused', ...refusal };
}

/** What is proposed runs as it was approved here, and nothing else. */
function judgeProposal({ self, file, job, proposal }: UseRequest): UseAnswer | undefined {
  if (job.kind !== 'intersect' && job.kind !== 'statistics') return undefined;
  if (!proposal)
    return refused('proposal.not_found', {
      en: 'This node holds no validly signed proposal with that number.',
      zh: '本节点没有该编号的有效签名方案。',
    });
  const isIt = Object.keys(job.plan).length === 1 && job.plan.proposal === proposal.proposal.id;
  const { contract } = file!;
  if (!isIt || !fitsContract(contract, proposal.proposal) || !saysWhatItTells(proposal.proposal))
    return refused('proposal.changed', {
      en: 'The job is not of a computation as the contract allows it and as it was proposed.',
      zh: '任务与合同允许并已提交的计算方案不符。',
    });
  if (isWithdrawn(proposal))
    return refused('proposal.withdrawn', {
      en: 'The consumer has taken this computation back; propose it anew.',
      zh: '使用方已撤回该计算方案，请重新提交。',
    });
  const decision = decisionOf(proposal, self);
  if (decision === 'approved') return undefined;
  return decision === 'declined'
    ? refused('proposal.declined', {
        en: 'This party has declined the computation.',
        zh: '本方已谢绝该计算方案。',
      })
    : refused('proposal.not_approved', {
        en: 'This party has not approved the computation yet.',
        zh: '本方尚未批准该计算方案。',
      });
}

// The plan comes from the consumer: it may ask for no data set and no column that the contract does not name.
function judgeData({ asked, agreed }: UseRequest): UseAnswer | undefined {
  const product = agreed.find(({ source }) => source === asked?.source);
  const isAgreed = asked?.fields.every(({ name, kind }) =>
    product?.fields.some((field) => field.name === name && field.kind === kind),
  );
  return product && isAgreed ? undefined : otherData;
}

const otherData = refused('plan.other_data', {
  en: 'The job asks for data of this party that the contract does not name.',
  zh: '任务要求使用合同未载明的本方数据。',
});

const clockSkewMs = 60_000;

function judgeConsent({ file, job, consent, withdrawals, nowMs }: UseRequest): UseAnswer | undefined {
  if (!consent || job.subject === null || consent.body.uscc !== job.subject)
    return refused('consent.missing', {
      en: 'The firm has given no consent that this node could verify.',
      zh: '本节点未能核验到该企业的授权。',
    });
  if (consent.body.contract !== file!.contract.id)
    return refused('consent.other_contract', {
      en: 'The firm has consented to another contract, not to this one.',
      zh: '企业授权的是另一份合同。',
    });
  // A consent dated ahead would outlive a withdrawal made before that date.
  if (consent.issuedAtMs > nowMs + clockSkewMs)
    return refused('consent.not_yet', {
      en: "The firm's consent bears a date in the future; ask the firm to sign a new one.",
      zh: '企业授权的签署时间晚于当前时间，请企业重新签署。',
    });
  if (withdrawals.some((gone) => gone.body.uscc === job.subject && gone.issuedAtMs >= consent.issuedAtMs))
    return refused('consent.withdrawn', {
      en: 'The firm has withdrawn its consent; its data may not be used.',
      zh: '企业已撤回授权，其数据不得使用。',
    });
  if (nowMs >= Date.parse(consent.body.validUntil))
    return refused('consent.expired', {
      en: "The firm's consent has run out; ask the firm for a new one.",
      zh: '企业授权已到期，请重新取得授权。',
    });
  return undefined;
}

function refused(code: string, reason: { en: string; zh: string }): UseAnswer {
  return { kind: 'refused', code, reason };
}
