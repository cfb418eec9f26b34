import type { SignedDocument } from '@finharbor/access';
import type { Seal } from '@finharbor/fusion';
import type { Clock, IdSource, Random, SigningKey } from '@finharbor/kernel';
import type { Link } from '@finharbor/link';
import type { Bilingual } from './documents.ts';
import type { JobWatch } from './job-watch.ts';
import type { HubSettlement } from './settlement/hub-settlement.ts';
import type { FeedItem, Store } from './store.ts';

/** Tells the operator's log: a code, ids, and the fault whose name and frames (never its message) may be logged. */
export type Note = (
  code: string,
  details: { readonly [key: string]: string | number },
  fault?: unknown,
) => void;

/** What a party's node needs of the hub; the hub is trusted with none of it, since every document is verified here. */
export type HubPort = {
  readonly publish: (doc: SignedDocument) => Promise<void>;
  /** Documents for this party after a position; waits up to `waitMs` for the first. */
  readonly feed: (request: {
    after: number;
    waitMs: number;
    signal: AbortSignal;
  }) => Promise<readonly FeedItem[]>;
  /** Logs a commitment and returns its proof, co-signed by other parties' nodes (C2SP tlog-proof text). */
  readonly log: (commitment: string) => Promise<{ readonly index: number; readonly proof: string }>;
  readonly directory: () => Promise<readonly SignedDocument[]>;
  /** This party's money, which the hub keeps account of. */
  readonly settlement: HubSettlement;
};

/** Where jobs that can be gone on with keep what they have done: a folder each, the same after a restart, and what it is encrypted with. */
export type WorkPort = {
  readonly folder: (job: string) => Promise<string>;
  readonly seal: Seal;
  readonly remove: (job: string) => Promise<void>;
  /** Jobs that have a folder. */
  readonly jobs: () => Promise<readonly string[]>;
};

/** Everything one party's harbor works with; made once by the server. */
export type NodeContext = {
  readonly party: string;
  readonly name: Bilingual;
  readonly hubParty: string;
  readonly key: SigningKey;
  readonly store: Store;
  readonly hub: HubPort;
  readonly link: Link;
  readonly watch: JobWatch;
  readonly clock: Clock;
  readonly random: Random;
  readonly newId: IdSource;
  /** Saves a signed document and its way to the hub in one transaction. */
  readonly issue: (doc: SignedDocument) => Promise<void>;
  readonly work: WorkPort;
  readonly note: Note;
};
