import type { ProposalDraft } from '@finharbor/harbor/contract';
import type { NodeClient } from '@finharbor/server';
import type { People } from '../../apps/cli/src/demo/people.ts';
import { until } from '../../apps/cli/src/demo/until.ts';

type Draft = Parameters<NodeClient['postContract']>[0]['body'];
/** What a test says of a contract: its products by document id, and its terms. */
export type Terms = Pick<Draft, 'kind' | 'uses' | 'terms' | 'products'>;
/** A job as a node shows it. */
export type Job = Awaited<ReturnType<NodeClient['getJob']>>['body'];

const said = { en: 'A computation', zh: '一项计算' };

/** Every operator accepts the sentence on trust. */
export async function acceptTrust(people: People): Promise<void> {
  for (const approver of [people.bankApprover, ...people.approvers.values()]) {
    const { body } = await approver.getAssumption({});
    if (!body.accepted) await approver.postAcceptance({ body: { digest: body.digest } });
  }
}

/** The bank's contract with these offices, in force. */
export async function contractWith(
  people: People,
  offices: readonly string[],
  terms: Terms,
): Promise<string> {
  const agreed = { purpose: said, legalBasis: said, smallestGroup: 20, validDays: 30 };
  const { id } = (await people.bankApprover.postContract({ body: { ...terms, ...agreed } })).body;
  for (const office of offices) {
    const approver = people.approvers.get(office)!;
    await until(async () => (await approver.listContracts({})).body.find((one) => one.id === id));
    await approver.postApproval({ params: { id }, body: { decision: 'approved', reason: '' } });
  }
  await until(async () => {
    const { body } = await people.analyst.getContract({ params: { id } });
    return body.state === 'in_force' ? true : undefined;
  });
  return id;
}

/** An office answers a proposal as soon as it has come, and the bank knows. */
export async function answer(
  people: People,
  office: string,
  { id, decision }: { readonly id: string; readonly decision: 'approved' | 'declined' },
): Promise<void> {
  const approver = people.approvers.get(office)!;
  const answers = async (node: NodeClient): Promise<number> => {
    const { body } = await node.getProposal({ params: { id } });
    return body.answers.filter(({ party }) => party === office).length;
  };
  await until(async () => (await approver.listProposals({ query: {} })).body.find((one) => one.id === id));
  await approver.postProposalDecision({ params: { id }, body: { decision, reason: 'Read.' } });
  const count = await answers(approver);
  await until(async () => ((await answers(people.analyst)) === count ? true : undefined));
}

/** The bank proposes, and these offices approve. */
export async function approvedBy(
  people: People,
  offices: readonly string[],
  draft: ProposalDraft,
): Promise<string> {
  const { id } = (await people.analyst.postProposal({ body: draft })).body;
  for (const office of offices) await answer(people, office, { id, decision: 'approved' });
  return id;
}

/** A job at one node once it has ended there. */
export async function endedAt(node: NodeClient, id: string, mostMs = 60_000): Promise<Job> {
  return until(async () => {
    const { body } = await node.getJob({ params: { id } });
    return body.status === 'running' || body.status === 'waiting' ? undefined : body;
  }, mostMs);
}
