import type { Connector, NegotiationState, Reason } from '@finharbor/dataspace';
import { fail, repeat, systemPause } from '@finharbor/kernel';
import { contractFile, findContract } from '../contracts.ts';
import type { Verified } from '../documents.ts';
import { ask, waitingContracts } from './ask.ts';
import { moveOf } from './behaviour.ts';
import type { NegotiatorContext } from './context.ts';
import type { Decision } from './decisions.ts';
import { demandDecidable } from './demand-decidable.ts';
import { contractIdOf, productIdOf } from './names.ts';
import { allNegotiations, negotiationsOf } from './negotiations.ts';
import type { NegotiationView } from './routes.ts';

/** The contracts of a node as its connector negotiates them. */
export type Negotiator = {
  /** Has the connector ask the providers of contracts that this party has signed, now and until the signal fires. */
  readonly work: (signal: AbortSignal) => Promise<void>;
  /** Tells that there is a contract to be asked for. */
  readonly wake: () => void;
  /** Says yes or no as a provider. Errors: `contract.not_found`, `contract.not_provider`, `contract.decided`. */
  readonly decide: (contractId: string, decision: Decision) => Promise<void>;
  readonly ofContract: (contractId: string) => Promise<readonly NegotiationView[]>;
  /** Ends what runs under a contract that one of its sides has ended. */
  readonly end: (ended: Verified<'termination'>) => Promise<void>;
};

const everyMs = 60_000;
const retryMs = 1_000;

/** Negotiates for a node, by its connector. */
export function openNegotiator(parts: NegotiatorContext, connector: Connector): Negotiator {
  let bell = Promise.withResolvers<void>();
  let isCaughtUp = false;
  const round = async (): Promise<void> => {
    bell = Promise.withResolvers();
    if (!isCaughtUp) await catchUp(parts, connector);
    isCaughtUp = true;
    for (const contract of await waitingContracts(parts)) await ask(parts, connector, contract);
  };
  return {
    wake: () => bell.resolve(),
    work: (signal) =>
      repeat(round, {
        everyMs,
        retryMs,
        signal,
        pause: (ms, stopped) => orWoken(ms, stopped, bell.promise),
        onFault: (error) => parts.ctx.note('negotiation.not_asked', {}, error),
      }),
    decide: (contractId, decision) => decide(parts, connector, { contractId, decision }),
    ofContract: (contractId) => viewsOf(parts, connector, contractId),
    end: (ended) => end(parts, connector, ended),
  };
}

/** Carries out what was decided or ended when the process was killed before it had told the connector: one look at each negotiation. */
async function catchUp(parts: NegotiatorContext, connector: Connector): Promise<void> {
  const terminations = await parts.ctx.store.documents.find('termination');
  const ended = new Set(terminations.map(({ body }) => body.contract));
  for await (const { pid, role, state, offer } of allNegotiations(connector, {})) {
    const contract = contractIdOf(offer['@id']);
    if (contract === undefined || ended.has(contract) || role !== 'provider' || state !== 'REQUESTED')
      continue;
    const decided = await parts.decisions.of(contract);
    if (decided) await connector.act(pid, moveOf(decided));
  }
  for (const termination of terminations) await end(parts, connector, termination);
}

/** Waits, but not beyond the bell. */
async function orWoken(ms: number, signal: AbortSignal, bell: Promise<void>): Promise<void> {
  const woken = new AbortController();
  await Promise.race([systemPause(ms, AbortSignal.any([signal, woken.signal])), bell]);
  woken.abort();
}

async function decide(
  parts: NegotiatorContext,
  connector: Connector,
  { contractId, decision }: { readonly contractId: string; readonly decision: Decision },
): Promise<void> {
  const { contract } = await contractFile(parts.ctx, contractId);
  if (!contract.body.providers.includes(parts.ctx.party))
    fail('contract.not_provider', 'Only a provider named in the contract may approve or decline it.');
  if (decision.decision === 'approved') await demandDecidable(parts.ctx, contract);
  const counts = await parts.decisions.decide(contractId, decision);
  if (counts.decision !== decision.decision)
    fail('contract.decided', `This contract has been ${counts.decision} here already.`);
  // One that has not come in yet finds the decision when it does.
  for (const { pid, state } of await negotiationsOf(parts, connector, contract))
    if (state === 'REQUESTED') await connector.act(pid, moveOf(counts));
}

async function viewsOf(
  parts: NegotiatorContext,
  connector: Connector,
  contractId: string,
): Promise<readonly NegotiationView[]> {
  const { contract } = await contractFile(parts.ctx, contractId);
  const found = await negotiationsOf(parts, connector, contract);
  return Promise.all(
    found.map(async ({ pid, role, party, datasetId, state, reason, agreement, updatedAtMs }) => ({
      pid,
      role,
      party,
      product: productIdOf(datasetId)!,
      state,
      reason: reason ?? null,
      agreement: agreement?.['@id'] ?? null,
      updatedAtMs,
      steps: (await connector.history(pid)).map((step) => ({
        message: step.message,
        by: step.by,
        state: step.state as NegotiationState,
        reason: step.reason ?? null,
        atMs: step.atMs,
      })),
    })),
  );
}

async function end(
  parts: NegotiatorContext,
  connector: Connector,
  { issuer, body }: Verified<'termination'>,
): Promise<void> {
  const file = await findContract(parts.ctx, body.contract);
  if (!file) return;
  const { contract } = file;
  const { consumer, providers } = contract.body;
  // Anybody may write that a contract has ended; it has where one of its sides did.
  if (issuer !== consumer && !providers.includes(issuer)) return;
  const reason: Reason = { code: 'contract.ended', text: [`${issuer}: ${body.reason}`] };
  for (const { pid, role, peer, state, agreement } of await negotiationsOf(parts, connector, contract)) {
    if (agreement) await connector.endAgreement({ id: agreement['@id'], peer, role }, reason);
    if (state !== 'FINALIZED' && state !== 'TERMINATED')
      await connector.act(pid, { kind: 'terminate', reason });
  }
}
