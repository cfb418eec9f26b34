import { ecdhCost, ecdhMostIds, ecdhParty } from '../ecdh/party.ts';
import { kkrtMostIds } from '../kkrt/parameters.ts';
import { kkrtCost, kkrtParty } from '../kkrt/party.ts';
import { rr22Cost, rr22MostIds, rr22Party } from '../rr22/party.ts';
import type { Bilingual } from '../scorecard/disclosures.ts';
import type { Adversary, Met, Protocol, Run } from './session.ts';

/** Makes one party's end of a protocol. */
export type Party = (
  run: Run,
  isReceiver: boolean,
) => {
  /** What the hello carries besides. */
  readonly commitment: Uint8Array;
  /** Goes on after both hellos; returns which of the own items both hold, where this party learns that. */
  readonly carryOut: (run: Run, met: Met) => Promise<Uint8Array | undefined>;
};

/** What a run takes apart from the line it runs over. */
export type ProtocolCost = {
  /** Both ways. */
  readonly bytes: number;
  /** Until the later party is done, on two cores of the machine that docs/crypto.md names. */
  readonly workSeconds: number;
  /** One after the other, each waiting for the one before. */
  readonly messages: number;
};

/** What a cost depends on. */
export type Job = {
  readonly receiverSize: number;
  readonly senderSize: number;
  readonly adversary: Adversary;
};

/** All that is known of a protocol before it runs. */
export type ProtocolEntry = {
  readonly name: string;
  readonly party: Party;
  /** Distinct identifiers that either side may have. */
  readonly mostIds: number;
  readonly adversaries: readonly Adversary[];
  /** Where it holds against a semi-honest peer only: what it checks all the same, and what it does not. */
  readonly beyond?: Bilingual;
  readonly cost: (job: Job) => ProtocolCost;
};

/** What there is to choose from. */
export const protocols: Readonly<Record<Protocol, ProtocolEntry>> = {
  rr22: {
    ...{ name: 'RR22', party: rr22Party, mostIds: rr22MostIds, cost: rr22Cost },
    adversaries: ['malicious', 'semi-honest'],
  },
  kkrt: {
    ...{ name: 'KKRT16', party: kkrtParty, mostIds: kkrtMostIds, cost: kkrtCost },
    adversaries: ['semi-honest'],
  },
  ecdh: {
    ...{ name: 'ECDH', party: ecdhParty, mostIds: ecdhMostIds, cost: ecdhCost },
    adversaries: ['semi-honest'],
    beyond: {
      en: 'A receiver that deviates learns no more than its declared number of identifiers buys, and matches it claims carry a proof; a sender that deviates can make the result wrong without anybody noticing.',
      zh: '偏离协议的接收方所得不会超过其申报的标识个数，其声称的匹配须附证明；偏离协议的发送方则可使结果出错而不被察觉。',
    },
  },
};
