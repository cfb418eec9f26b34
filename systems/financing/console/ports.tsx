import type { SignedDocument } from '@finharbor/access/browser';
import type { Bilingual, FetchLike } from '@finharbor/kernel/contract';
import { createContext, type ReactElement, type ReactNode, useContext } from 'react';

/** What loans need of the data harbor in the page; the console hands it over. */
export type HarborPort = {
  /** Every party of the harbor with its node's address; some of them lend. */
  readonly parties: () => Promise<
    readonly { readonly party: string; readonly name: Bilingual; readonly url: string }[]
  >;
  /** What this device can do for the firm; undefined where its key is not vouched for. */
  readonly device: (party: string) => Promise<FirmPort | undefined>;
  /** What the firm stated last, or would state in the demonstration. */
  readonly stated: (party: string) => Promise<Readonly<Record<string, string | number>>>;
  /** The models this node can score with, with the columns they read. */
  readonly models: () => Promise<readonly Model[]>;
  /** The contracts in force under which this node may score single firms. */
  readonly scoringContracts: (lender: string) => Promise<readonly ScoringContract[]>;
};

/** A firm's device: it signs requests and documents. */
export type FirmPort = {
  readonly fetch: FetchLike;
  /** Signs a consent to a contract and puts it on the harbor's board; gives its id. */
  readonly consent: (given: Consent) => Promise<string>;
  readonly sign: (
    type: string,
    body: SignedDocument['body'],
    audience: readonly string[],
  ) => Promise<SignedDocument>;
};

/** A consent before it is signed. */
export type Consent = {
  readonly contract: string;
  readonly purpose: Bilingual;
  readonly validDays: number;
  readonly audience: readonly string[];
};

/** A model that can be scored with. */
export type Model = {
  readonly id: string;
  readonly trainedAtMs: number;
  readonly columns: readonly {
    readonly name: string;
    readonly title: Bilingual;
    readonly kind: 'numeric' | 'category';
    readonly options: readonly string[];
  }[];
};

/** A contract under which single firms are scored. */
export type ScoringContract = { readonly id: string; readonly purpose: Bilingual };

const Context = createContext<HarborPort | undefined>(undefined);

/** Hands the data harbor to the screens about loans. */
export function HarborPortProvider({
  port,
  children,
}: {
  readonly port: HarborPort;
  readonly children: ReactNode;
}): ReactElement {
  return <Context value={port}>{children}</Context>;
}

/** The data harbor, as the page was handed it. */
export function useHarbor(): HarborPort {
  const port = useContext(Context);
  if (!port) throw new Error('Nobody handed the data harbor to the screens about loans.');
  return port;
}
