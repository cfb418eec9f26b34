import type { Clock, IdSource, Json, Page } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { Acted } from './act.ts';
import { endEarly } from './agreements/end-due.ts';
import { catalogueClient } from './catalogue/fetch.ts';
import type { Catalogue, Dataset, Peer } from './catalogue/port.ts';
import type { ConnectorContext, JudgeAgreement } from './context.ts';
import type { DataspaceTables } from './database.gen.ts';
import type {
  Behaviour,
  DataAddress,
  Negotiation,
  NegotiationMove,
  Reason,
  Transfer,
  TransferMove,
} from './domain.ts';
import { protocolPath, protocolServer, type Serve } from './http/serve.ts';
import type { JudgeOffer } from './negotiation/judge.ts';
import { judgeAgreementStrictly } from './negotiation/judge-agreement.ts';
import type { Participants } from './participants/port.ts';
import type { Offer } from './policy/model.ts';
import { type AgreementKey, type KeptAgreement, postgresAgreements } from './postgres/agreements.ts';
import { type HistoryStep, listProcesses, type ProcessQuery, readHistory } from './postgres/queries.ts';
import { postgresProcessStore } from './postgres/store.ts';
import type { Family } from './protocol/endpoints.ts';
import { type AnyProcess, familyOf } from './protocol/process.ts';
import { type ConnectorSettings, usualSettings } from './settings.ts';
import { startNegotiation, startTransfer } from './start.ts';
import { startWork } from './work.ts';

/** What a connector is made of. */
export type ConnectorOptions = {
  readonly db: Kysely<DataspaceTables>;
  /** Where its server is reached, without the protocol's own path. */
  readonly root: string;
  readonly participants: Participants;
  readonly behaviour: Behaviour;
  readonly catalogue: Catalogue;
  /** The policy's word on an offer that came in, with the constraint and the fact that speak against it. */
  readonly judgeOffer: JudgeOffer;
  /** Left out, an agreement must be between the two, over the data set, on the terms of the last offer. */
  readonly judgeAgreement?: JudgeAgreement;
  /** Which addresses of others messages are sent to; left out, all of http and https. */
  readonly admitsAddress?: (address: URL, peer: string) => boolean;
  /** Told of every step once it is durable, before the owner is asked; told again after a crash, or where it rejects. */
  readonly onStep?: (process: Negotiation | Transfer) => Promise<void>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly settings?: Partial<ConnectorSettings>;
  readonly onFault: (error: unknown) => void;
  /** Why a sender was not believed: for this side's log, the sender is not told. */
  readonly onRefused?: (fact: { readonly target: string; readonly reason: string }) => void;
};

/** What to negotiate about, and with whom. */
export type ContractStart = Peer & { readonly datasetId: string; readonly offer: Offer };
/** What to transfer under which agreement; the address is where a provider pushes to. */
export type TransferStart = Peer & {
  readonly agreementId: string;
  readonly format: string;
  readonly dataAddress?: DataAddress;
  /** This side's number of it, for a caller that has to know it beforehand; one of its own where left out. */
  readonly pid?: string;
};

/** A running connector: the protocol's endpoints of both roles, and what its own side asks of it. */
export type Connector = {
  /** The base of the protocol's paths, for others to be told. */
  readonly address: string;
  readonly serve: Serve;
  /** As consumer. Errors: `dataspace.own_message_invalid`. */
  readonly requestContract: (start: ContractStart) => Promise<Negotiation>;
  /** As provider, who offers before it was asked. Errors: `dataspace.own_message_invalid`. */
  readonly offerContract: (start: ContractStart) => Promise<Negotiation>;
  readonly act: (pid: string, move: NegotiationMove) => Promise<Acted>;
  /** As consumer. Errors: `dataspace.own_message_invalid`, `dataspace.no_such_agreement`, `dataspace.agreement_ended`. */
  readonly requestTransfer: (start: TransferStart) => Promise<Transfer>;
  readonly actOnTransfer: (pid: string, move: TransferMove) => Promise<Acted>;
  readonly negotiation: (pid: string) => Promise<Negotiation | undefined>;
  readonly transfer: (pid: string) => Promise<Transfer | undefined>;
  readonly negotiations: (query: ProcessQuery) => Promise<Page<Negotiation>>;
  readonly transfers: (query: ProcessQuery) => Promise<Page<Transfer>>;
  readonly history: (pid: string) => Promise<readonly HistoryStep[]>;
  readonly agreement: (key: AgreementKey) => Promise<KeptAgreement | undefined>;
  /** Puts an agreement there that was not negotiated here. Does nothing where it is. */
  readonly putAgreement: (kept: Pick<KeptAgreement, 'agreement' | 'peer' | 'role'>) => Promise<void>;
  /** Ends an agreement early: no transfer begins under it any more, and those under way are ended with this reason. False where it was over. */
  readonly endAgreement: (key: AgreementKey, reason: Reason) => Promise<boolean>;
  /** The data sets of another connector, page by page. Errors: `dataspace.catalogue_refused`, `dataspace.peer_answer_invalid`. */
  readonly fetchCatalog: (peer: Peer, filter: readonly Json[]) => AsyncGenerator<readonly Dataset[]>;
  readonly fetchDataset: (peer: Peer, id: string) => Promise<Dataset | undefined>;
  readonly stop: () => Promise<void>;
};

/** Opens a connector on a migrated database. Several may share one: each step is one's, and no message is sent by two. */
export function openConnector(options: ConnectorOptions): Connector {
  const { db, participants, clock } = options;
  const context = contextOf(options);
  const work = startWork(context);
  const client = catalogueClient(participants, context.settings.timeoutMs);
  const find = async (pid: string, family: Family): Promise<AnyProcess | undefined> => {
    const found = await context.store.find(pid);
    return found && familyOf(found.stored.process) === family ? found.stored.process : undefined;
  };
  const { act } = work;
  return {
    address: context.address,
    serve: protocolServer(context, work),
    requestContract: (start) => startNegotiation(context, work, { ...start, role: 'consumer' }),
    offerContract: (start) => startNegotiation(context, work, { ...start, role: 'provider' }),
    act: (pid, move) => act('negotiation', pid, move),
    requestTransfer: (start) => startTransfer(context, work, start),
    actOnTransfer: (pid, move) => act('transfer', pid, move),
    negotiation: async (pid) => (await find(pid, 'negotiation')) as Negotiation | undefined,
    transfer: async (pid) => (await find(pid, 'transfer')) as Transfer | undefined,
    negotiations: async (query) => (await listProcesses(db, 'negotiation', query)) as Page<Negotiation>,
    transfers: async (query) => (await listProcesses(db, 'transfer', query)) as Page<Transfer>,
    history: (pid) => readHistory(db, pid),
    agreement: context.agreements.find,
    putAgreement: (kept) => context.agreements.put(kept, clock.nowMs()),
    endAgreement: (key, reason) => endEarly(context, act, { key, reason }),
    fetchCatalog: client.catalog,
    fetchDataset: client.dataset,
    stop: work.stop,
  };
}

function contextOf(options: ConnectorOptions): ConnectorContext {
  const root = options.root.replace(/\/+$/, '');
  return {
    store: postgresProcessStore(options.db),
    agreements: postgresAgreements(options.db),
    participants: options.participants,
    behaviour: options.behaviour,
    catalogue: options.catalogue,
    judgeOffer: options.judgeOffer,
    judgeAgreement: options.judgeAgreement ?? judgeAgreementStrictly,
    admitsAddress: options.admitsAddress ?? (({ protocol }) => /^https?:$/.test(protocol)),
    onStep: options.onStep ?? (async () => {}),
    address: `${root}${protocolPath}`,
    root,
    clock: options.clock,
    newId: options.ids,
    settings: { ...usualSettings, ...options.settings },
    onFault: options.onFault,
    onRefused: options.onRefused ?? (() => {}),
  };
}
