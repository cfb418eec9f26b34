import type { Connector, NegotiationState, Reason } from '@finharbor/dataspace';
import { fail, repeat, systemPause } from '@finharbor/kernel';
import { contractFile, demandProposed, findContract } from '../contracts.ts';
import type { Verified } from '../documents.ts';
import { accept } from './accept.ts';
import { ask, waitingContracts } from './ask.ts';
import type { NegotiatorContext } from './context.ts';
import { type ContractNegotiation, goingOnUnder, negotiationsFor } from './contract-negotiations.ts';
import { type CounterDraft, counter } from './counter.ts';
import type { Decision } from './decisions.ts';
import { demandDecidable } from './demand-decidable.ts';
import { endedBy, moveIn, moveOf, replacedBy } from './moves.ts';
import { productIdOf } from './names.ts';
import { allNegotiations } from './negotiations.ts';
import type { NegotiationView } from './routes.ts';

/** The contracts of a node as its connector negotiates them. */
export type Negotiator = {
  /** Has the connector ask the providers of contracts that this party has signed, now and until the signal fires. */
  readonly work: (signal: AbortSignal) => Promise<void>;
  /** Tells that there is a contract to be asked for. */
  readonly wake: () => void;
  /** Says yes or no as a provider. Errors: `contract.not_found`, `contract.not_provider`, `contract.decided`. */
  readonly decide: (contractId: string, decision: Said) => Promise<void>;
  /** Answers with other terms as a provider; returns the counter-offer's id. Errors: those of `counter`. */
  readonly counter: (contractId: string, draft: CounterDraft) => Promise<string>;
  /** Accepts a counter-offer as a consumer; returns the id of the contract that takes the other's place. Errors: those of `accept`. */
  readonly accept: (counterOfferId: string) => Promise<string>;
  readonly ofContract: (contractId: string) => Promise<readonly NegotiationView[]>;
  /** Ends what runs under a contract that one of its sides has ended. */
  readonly end: (ended: Verified<'termination'>) => Promise<void>;
  /** Ends what runs under a contract whose place this one takes. */
  readonly replace: (next: Verified<'contract'>) => Promise<void>;
};

type Said = Exclude<Decision, { readonly decision: 'countered' }>;

const everyMs = 60_000;
const retryMs = 1_000;

/** Negotiates for a node, by its connector. */
export function openNegotiator(parts: NegotiatorContext, connector: Connector): Negotiator {
  let bell = Promise.withResolvers<void>();
  let isCaughtUp = false;
  // Contracts that were countered, until the connector has told the other side.
  const untold = new Set<string>();
  let accepting: Promise<unknown> = Promise.resolve();
  const round = async (): Promise<void> => {
    bell = Promise.withResolvers();
    if (!isCaughtUp) await catchUp(parts, connector);
    isCaughtUp = true;
    for (const id of untold) {
      await goOn(parts, connector, id);
      untold.delete(id);
    }
    for (const contract of await waitingContracts(parts)) {
      await ask(parts, connector, contract);
      await replace(parts, connector, contract);
    }
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
    counter: async (contractId, draft) => {
      const { id } = await counter(parts, contractId, draft);
      untold.add(contractId);
      bell.resolve();
      return id;
    },
    accept: async (counterOfferId) => {
      // One after the other: two approvers must not both put a contract in the same one's place.
      const accepted = accepting.then(() => accept(parts.ctx, counterOfferId));
      accepting = accepted.catch(() => {});
      const id = await accepted;
      bell.resolve();
      return id;
    },
    ofContract: (contractId) => viewsOf(parts, connector, contractId),
    end: (ended) => end(parts, connector, ended),
    replace: (next) => replace(parts, connector, next),
  };
}

const asking = [
  { role: 'provider', state: 'REQUESTED' },
  { role: 'provider', state: 'ACCEPTED' },
  { role: 'consumer', state: 'OFFERED' },
] as const;

/** Carries out what was decided, signed or ended when the process was killed before it had told the connector. */
async function catchUp(parts: NegotiatorContext, connector: Connector): Promise<void> {
  const { documents } = parts.ctx.store;
  const terminations = await documents.find('termination');
  for (const termination of terminations) await end(parts, connector, termination);
  for (const contract of await documents.find('contract')) await replace(parts, connector, contract);
  for (const query of asking)
    for await (const negotiation of allNegotiations(connector, query)) {
      const move = await moveIn(parts, negotiation);
      if (move.kind !== 'wait') await connector.act(negotiation.pid, move);
    }
}

/** Has the connector say what follows from what was decided on a contract. */
async function goOn(parts: NegotiatorContext, connector: Connector, contractId: string): Promise<void> {
  const { contract } = await contractFile(parts.ctx, contractId);
  for (const negotiation of await negotiationsFor(parts, connector, contract)) {
    const move = await moveIn(parts, negotiation);
    if (move.kind !== 'wait') await connector.act(negotiation.pid, move);
  }
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
  { contractId, decision }: { readonly contractId: string; readonly decision: Said },
): Promise<void> {
  const file = await contractFile(parts.ctx, contractId);
  const { contract } = file;
  if (!contract.body.providers.includes(parts.ctx.party))
    fail('contract.not_provider', 'Only a provider named in the contract may approve or decline it.');
  if (file.replacements.length > 0) demandProposed(file, parts.ctx.clock.nowMs());
  if (decision.decision === 'approved') await demandDecidable(parts.ctx, contract);
  const counts = await parts.decisions.decide(contractId, decision);
  if (counts.decision !== decision.decision)
    fail('contract.decided', `This contract has been ${counts.decision} here already.`);
  // One that has not come in yet finds the decision when it does.
  const move = await moveOf(parts, contract, counts);
  for (const { pid, state } of await negotiationsFor(parts, connector, contract))
    if (state === 'REQUESTED' || state === 'ACCEPTED') await connector.act(pid, move);
}

async function viewsOf(
  parts: NegotiatorContext,
  connector: Connector,
  contractId: string,
): Promise<readonly NegotiationView[]> {
  const { contract } = await contractFile(parts.ctx, contractId);
  const found = await negotiationsFor(parts, connector, contract);
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
  ended: Verified<'termination'>,
): Promise<void> {
  const file = await findContract(parts.ctx, ended.body.contract);
  if (!file) return;
  const { contract } = file;
  const { consumer, providers } = contract.body;
  // Anybody may write that a contract has ended; it has where one of its sides did.
  if (ended.issuer !== consumer && !providers.includes(ended.issuer)) return;
  for (const negotiation of await negotiationsFor(parts, connector, contract))
    await stop(connector, negotiation, endedBy(ended, negotiation));
}

async function replace(
  parts: NegotiatorContext,
  connector: Connector,
  next: Verified<'contract'>,
): Promise<void> {
  const { previous } = next.body;
  const file = previous === undefined ? undefined : await findContract(parts.ctx, previous);
  if (file?.contract.issuer !== next.issuer) return;
  const kept = new Set((await goingOnUnder(parts, connector, next)).map(({ pid }) => pid));
  for (const negotiation of await negotiationsFor(parts, connector, file.contract))
    if (!kept.has(negotiation.pid)) await stop(connector, negotiation, replacedBy(next));
}

async function stop(
  connector: Connector,
  { pid, role, peer, state, agreement }: ContractNegotiation,
  reason: Reason,
): Promise<void> {
  if (agreement) await connector.endAgreement({ id: agreement['@id'], peer, role }, reason);
  if (state !== 'FINALIZED' && state !== 'TERMINATED')
    await connector.act(pid, { kind: 'terminate', reason });
}
