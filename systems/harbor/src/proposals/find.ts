import { fail } from '@finharbor/kernel';
import { findContract } from '../contracts.ts';
import type { Body, Field } from '../documents.ts';
import type { DataUse } from '../judge-use.ts';
import type { Store } from '../store.ts';
import { type ProposedPlan, readPlan } from './plan-schemas.ts';
import type { ProposalFile } from './state.ts';

/** Everything verified about one proposal, by its document id; undefined where it, or its contract, is not known here. */
export async function findProposal(store: Store, id: string): Promise<ProposalFile | undefined> {
  const [proposal] = await store.documents.find('proposal', { id });
  const contract = proposal && (await findContract({ store }, proposal.body.contract));
  if (!contract) return undefined;
  return { proposal, contract, answers: await store.documents.find('proposal_answer', { proposal: id }) };
}

/** The same of all proposals, or of those under one contract, in the order they came; by as many questions to the store, however many there are. */
export async function findProposals(
  { documents }: Store,
  contract: string | undefined,
): Promise<readonly ProposalFile[]> {
  const under = contract === undefined ? {} : { contract };
  const [proposals, contracts, followers, approvals, terminations, answers] = await Promise.all([
    documents.find('proposal', under),
    documents.find('contract', contract === undefined ? {} : { id: contract }),
    documents.find('contract', contract === undefined ? {} : { previous: contract }),
    documents.find('approval', under),
    documents.find('termination', under),
    documents.find('proposal_answer'),
  ]);
  const approved = Map.groupBy(approvals, ({ body }) => body.contract);
  const replacing = Map.groupBy(followers, ({ body }) => body.previous);
  const ended = Map.groupBy(terminations, ({ body }) => body.contract);
  const answered = Map.groupBy(answers, ({ body }) => body.proposal);
  const byId = new Map(contracts.map((one) => [one.id, one]));
  return proposals.flatMap((proposal) => {
    const known = byId.get(proposal.body.contract);
    if (!known) return [];
    const file = {
      contract: known,
      approvals: approved.get(known.id) ?? [],
      terminations: ended.get(known.id) ?? [],
      replacements: replacing.get(known.id) ?? [],
    };
    return [{ proposal, contract: file, answers: answered.get(proposal.id) ?? [] }];
  });
}

/** The proposal a job runs; undefined where it names none that is known here. */
export async function proposalOfJob(store: Store, { plan }: Body<'job'>): Promise<ProposalFile | undefined> {
  return typeof plan.proposal === 'string' ? findProposal(store, plan.proposal) : undefined;
}

/** The plan of a job of a proposal; undefined where it is not known here. */
export async function planOfJob(store: Store, job: Body<'job'>): Promise<ProposedPlan | undefined> {
  return readPlan((await proposalOfJob(store, job))?.proposal.body.plan);
}

/** What a party's part in a job is: the plan, and its own data in it. */
export type OwnPart = {
  readonly plan: ProposedPlan;
  readonly product: string;
  readonly columns: readonly string[];
  readonly decimals: { readonly [column: string]: number };
};

/** A party's part in a job of a proposal. Errors: `proposal.not_found`. */
export async function ownPart(store: Store, party: string, job: Body<'job'>): Promise<OwnPart> {
  const body = (await proposalOfJob(store, job))?.proposal.body;
  const plan = body && readPlan(body.plan);
  const data = body?.data[party];
  if (!plan || !data) return fail('proposal.not_found', 'This node does not know the computation to run.');
  return { plan, ...data };
}

/** What a job of a proposal uses of a party's data. */
export async function proposedUse(
  store: Store,
  party: string,
  job: Body<'job'>,
): Promise<DataUse | undefined> {
  const file = await proposalOfJob(store, job);
  const data = file?.proposal.body.data[party];
  if (!data) return undefined;
  const fields = data.columns.map(
    (name): Pick<Field, 'name' | 'kind'> => ({
      name,
      kind: Object.hasOwn(data.decimals, name) ? 'numeric' : 'category',
    }),
  );
  return { source: data.product, fields };
}
