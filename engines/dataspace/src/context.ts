import type { Clock } from '@finharbor/kernel';
import type { Catalogue } from './catalogue/port.ts';
import type { Behaviour, Negotiation, Reason } from './domain.ts';
import type { JudgeOffer } from './negotiation/judge.ts';
import type { Participants } from './participants/port.ts';
import type { Agreement } from './policy/model.ts';
import type { AgreementStore } from './postgres/agreements.ts';
import type { ProcessStore } from './postgres/store.ts';
import type { AnyProcess } from './protocol/process.ts';
import type { ConnectorSettings } from './settings.ts';

/** What a connector's parts work with. */
export type ConnectorContext = {
  readonly store: ProcessStore;
  readonly agreements: AgreementStore;
  readonly participants: Participants;
  readonly behaviour: Behaviour;
  readonly catalogue: Catalogue;
  readonly judgeOffer: JudgeOffer;
  readonly judgeAgreement: JudgeAgreement;
  readonly admitsAddress: (address: URL, peer: string) => boolean;
  readonly onStep: (process: AnyProcess) => Promise<void>;
  /** The base that the protocol's paths follow, without a slash at its end. */
  readonly address: string;
  readonly root: string;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly settings: ConnectorSettings;
  readonly onFault: (error: unknown) => void;
  /** Told why a sender was not believed, which the sender itself is not. */
  readonly onRefused: (fact: { readonly target: string; readonly reason: string }) => void;
};

/** Whether an agreement is the one that was negotiated; nothing where it is. A refusal is answered with 400. */
export type JudgeAgreement = (
  negotiation: Negotiation,
  agreement: Agreement,
  self: string,
) => Reason | undefined;
