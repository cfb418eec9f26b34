import { join } from 'node:path';
import { type SignedDocument, signDocument } from '@finharbor/access';
import { financingRoutes, type StoredApplication } from '@finharbor/financing';
import { hubRoutes } from '@finharbor/harbor';
import {
  codeOf,
  instantText,
  type Json,
  type SigningKey,
  systemClock,
  systemRandom,
} from '@finharbor/kernel';
import { typedClient } from '@finharbor/kernel/http';
import { type DemoFirm, loadSigningKey, signingFetch } from '@finharbor/server';
import { until } from './until.ts';

/** A firm with a key of its own; nobody else can sign for it. */
export type Firm = {
  readonly uscc: string;
  readonly publicKey: string;
  readonly consent: (contract: string) => Promise<string>;
  readonly withdraw: () => Promise<void>;
  readonly apply: (loan: { product: string; amount: string; consent: string }) => Promise<StoredApplication>;
  /** What the firm sees: who used what, when, under which contract. */
  readonly uses: () => Promise<readonly SignedDocument[]>;
};

type Places = { readonly hubUrl: string; readonly bankUrl: string; readonly home: string };

/** Gives one of the demonstration's firms a key and its two doors: the hub for consents, the bank for applications. */
export function firmOf(firm: DemoFirm, { hubUrl, bankUrl, home }: Places): Firm {
  const key: SigningKey = loadSigningKey(join(home, 'firms', `${firm.uscc}.key.pem`));
  const party = `firm:${firm.uscc}`;
  const signed = signingFetch({ party, key, clock: systemClock, random: systemRandom });
  const { getDocuments, postDocument } = hubRoutes;
  const hub = typedClient({ getDocuments, postDocument }, hubUrl, signed);
  const { getOwnApplication, postApplication } = financingRoutes;
  const bank = typedClient({ getOwnApplication, postApplication }, bankUrl, signed);
  const sign = (type: string, body: { [key: string]: Json }): SignedDocument =>
    signDocument(key, {
      type,
      issuer: party,
      audience: ['bank', 'tax', 'social', 'hub'],
      body,
      issuedAtMs: systemClock.nowMs(),
    });
  const nonce = (): string => Buffer.from(systemRandom.bytes(16)).toString('base64url');
  return {
    uscc: firm.uscc,
    publicKey: key.publicKey,
    async consent(contract) {
      const body = {
        contract,
        uscc: firm.uscc,
        purpose: {
          en: 'My loan application of today: tax and social-security data may be used for one score.',
          zh: '用于本次贷款申请：税务与社保数据可用于一次评分。',
        },
        validUntil: instantText(systemClock.nowMs() + 30 * 86_400_000),
        nonce: nonce(),
      };
      const doc = sign('consent', body);
      // The registrar's word about this key may still be on its way to the hub.
      return until(async () => {
        try {
          return (await hub.postDocument({ body: doc })).body.id;
        } catch (error) {
          if (codeOf(error) === 'document.unknown_issuer') return undefined;
          throw error;
        }
      });
    },
    async withdraw() {
      await hub.postDocument({ body: sign('withdrawal', { uscc: firm.uscc, nonce: nonce() }) });
    },
    async apply({ product, amount, consent }) {
      const { ChargedOff: _label, LoanNr: _loan, FiscalYear: _year, ...columns } = firm.columns.bank;
      const application = crypto.randomUUID();
      await bank.postApplication({
        body: sign('application', { application, product, uscc: firm.uscc, amount, columns, consent }),
      });
      return until(async () => {
        const { body } = await bank.getOwnApplication({ params: { id: application } });
        return body.status === 'received' || body.status === 'scoring' ? undefined : body;
      });
    },
    async uses() {
      const { body } = await hub.getDocuments({ query: { limit: 500 } });
      return body.map(({ document }) => document).filter(({ type }) => type === 'use');
    },
  };
}
