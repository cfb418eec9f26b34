import type { SignedDocument } from '@finharbor/access';
import type { Json, PublicKey } from '@finharbor/kernel';
import type { Admission } from './admit-document.ts';
import type { ComputationStore } from './computations.ts';
import type { Bilingual, ContractKind, DocumentType, Verified } from './documents.ts';
import type { FollowStore } from './follow/follows.ts';
import type { OverseenStore } from './overseen/store.ts';
import type { OwnUses } from './owner/uses.ts';
import type { CatalogueStore } from './search/query.ts';
import type { SubjectData } from './subject/data.ts';

/** Signed documents this party has verified, in the order it got them. */
export type DocumentStore = {
  readonly put: (doc: SignedDocument) => Promise<'stored' | 'already_there'>;
  readonly get: (id: string) => Promise<SignedDocument | undefined>;
  readonly find: <T extends DocumentType>(type: T, where?: DocumentFilter) => Promise<Verified<T>[]>;
  readonly count: (type: DocumentType) => Promise<number>;
  /** Documents meant for one of `audience` (or for all, `*`), after a position. */
  readonly feed: (request: FeedRequest) => Promise<readonly FeedItem[]>;
  /** When this place took a document in, by its own clock. */
  readonly recordedMs: (id: string) => Promise<number | undefined>;
  /** Where a document stands in the feed. */
  readonly positionOf: (id: string) => Promise<number | undefined>;
  readonly refuse: (doc: SignedDocument, code: string) => Promise<void>;
  readonly refusals: () => Promise<readonly Refusal[]>;
  /** Hands each refused document to `judge` again and forgets those that are no longer refused. */
  readonly judgeAgain: (judge: (doc: SignedDocument) => Promise<Admission>) => Promise<void>;
};
export type DocumentFilter = {
  readonly id?: string;
  readonly contract?: string;
  readonly job?: string;
  readonly uscc?: string;
  /** A proposal's number, or the document id of the one that is answered. */
  readonly proposal?: string;
  /** A product's number. */
  readonly product?: string;
  /** A version, by document id, that products were made from. */
  readonly madeFrom?: string;
  /** A contract, by document id, whose place others take. */
  readonly previous?: string;
  readonly issuer?: string;
};
export type FeedRequest = {
  readonly audience: readonly string[];
  readonly after: number;
  readonly limit: number;
};
export type FeedItem = { readonly seq: number; readonly document: SignedDocument };
export type Refusal = {
  readonly id: string;
  readonly type: string;
  readonly issuer: string;
  readonly code: string;
  readonly seenAtMs: number;
};

/** Firms' keys: who asks for one, and which are vouched for by one of `registrars`. */
export type FirmKeyStore = {
  /** Of each firm the request that came in last, unless its key has been vouched for; the newest first. */
  readonly pending: (where: FirmKeyFilter) => Promise<readonly PendingKey[]>;
  /** Of each firm the key that counts, the one vouched for last first. */
  readonly vouched: (where: FirmKeyFilter) => Promise<readonly Verified<'firm_key'>[]>;
};
export type FirmKeyFilter = {
  readonly registrars: ReadonlySet<string>;
  readonly uscc?: string | undefined;
  readonly limit: number;
};
/** A request, and whether another key of that firm counts until now. */
export type PendingKey = { readonly request: Verified<'key_request'>; readonly replaces: boolean };

/** A party this node trusts under one key, pinned by its own operator. */
export type PinnedPeer = {
  readonly party: string;
  readonly name: Bilingual;
  readonly publicKey: PublicKey;
  readonly linkHost: string;
  readonly linkPort: number;
  readonly url: string;
  readonly registrar: boolean;
  readonly noteKey: string;
  readonly pinnedAtMs: number;
};

/** Where this node stands: its peers and how far it has read the hub's feed. */
export type PeerStore = {
  readonly pin: (peer: PinnedPeer) => Promise<void>;
  readonly list: () => Promise<readonly PinnedPeer[]>;
  readonly position: () => Promise<number>;
  /** Moves forward only; two readers of the feed may overlap. */
  readonly advance: (seq: number) => Promise<void>;
};

/** How a job stands at one party. */
export type JobStatus = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** A job as one party sees it; the times are milliseconds since the Unix epoch. */
export type Job = {
  readonly id: string;
  readonly kind: ContractKind;
  readonly contractId: string;
  readonly status: JobStatus;
  readonly attempt: number;
  readonly session: string;
  /** The job document's body as signed. */
  readonly request: Json;
  readonly ownRow: Row | null;
  readonly stage: string;
  readonly error: JobError | null;
  readonly result: Json | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
};
export type JobError = { readonly code: string; readonly message: string };

/** What happens in a job, as its watchers see it. */
export type JobEvent =
  | {
      readonly kind: 'stage';
      readonly stage: string;
      readonly done: number;
      readonly total: number;
      /** What has gone to and from each of the others so far, the dealer among them. */
      readonly traffic?: readonly PeerTraffic[];
    }
  | { readonly kind: 'status'; readonly status: JobStatus; readonly code: string | null };
/** What went over the channels to one other party, in bytes on the wire since the session began. */
export type PeerTraffic = {
  readonly peer: string;
  readonly bytesSent: number;
  readonly bytesReceived: number;
};
export type NumberedEvent = { readonly seq: number; readonly atMs: number; readonly event: JobEvent };

export type JobStore = {
  /** Creates the job or, where it exists, starts its next attempt; older attempts are left alone. */
  readonly begin: (job: Job) => Promise<'begun' | 'already_begun'>;
  readonly get: (id: string) => Promise<Job | undefined>;
  /** The newest, or the newest of those begun before another one. */
  readonly list: (limit: number, before?: string) => Promise<readonly Job[]>;
  /** Jobs that run one of these proposals, the newest first. */
  readonly ofProposals: (proposals: readonly string[]) => Promise<readonly Job[]>;
  /** Changes the job and, where `event` is given, writes it down with the change, both or neither. */
  readonly change: (id: string, change: JobChange, event?: JobEvent) => Promise<void>;
  readonly addEvent: (id: string, event: JobEvent) => Promise<void>;
  readonly events: (id: string, after: number) => Promise<readonly NumberedEvent[]>;
  /** Jobs left running by a process that died are failed with `job.interrupted`. */
  readonly failInterrupted: () => Promise<number>;
};
export type JobChange = {
  readonly status?: JobStatus;
  readonly stage?: string;
  readonly error?: JobError | null;
  readonly result?: Json;
};

/** One firm's columns at one party. */
export type Row = { readonly [column: string]: string | number | null };

/** A firm's columns with its code. */
export type UsableRow = { readonly uscc: string; readonly columns: Row };

export type DataStore = {
  /** Puts rows in, replaces those of firms that are there, and calls the data set by `name` where one is given. */
  readonly load: (product: string, rows: ReadonlyMap<string, Row>, name?: string) => Promise<number>;
  readonly rows: (product: string) => Promise<ReadonlyMap<string, Row>>;
  /** Those of firms that have not withdrawn, by their codes, some thousands at a time, all of one state of the data set. */
  readonly usable: (product: string) => AsyncIterable<readonly UsableRow[]>;
  readonly row: (product: string, uscc: string) => Promise<Row | undefined>;
  readonly count: (product: string) => Promise<number>;
  /** What the data set is called by its holder; undefined where it has no name. */
  readonly nameOf: (product: string) => Promise<string | undefined>;
  /** When its rows were loaded last, where that is known. */
  readonly loadedAtMs: (product: string) => Promise<number | undefined>;
  /** Names of the columns its first rows have. */
  readonly columns: (product: string) => Promise<readonly string[]>;
  /** Every data set with its number of rows and its first `sample` of them. */
  readonly list: (sample: number) => Promise<readonly DatasetSummary[]>;
};
export type DatasetSummary = {
  readonly product: string;
  readonly name: string | null;
  readonly loadedAtMs: number | null;
  readonly rows: number;
  readonly sample: readonly Row[];
};

/** What has been used under contracts, and what is left of it. */
export type UseStore = {
  /** Counts the job against the contract, once however often it is asked; `exhausted` where `most` other jobs have been counted. */
  readonly reserve: (use: Use) => Promise<'reserved' | 'exhausted'>;
  /** How many other jobs have been counted. */
  readonly othersUnder: (contractId: string, jobId: string) => Promise<number>;
  readonly claimSession: (session: string) => Promise<'fresh' | 'used'>;
  readonly acceptAssumption: (digest: string, account: string) => Promise<void>;
  readonly assumptionAccepted: (digest: string) => Promise<boolean>;
};

export type Use = {
  readonly contractId: string;
  readonly jobId: string;
  /** Left out: as many as there are. */
  readonly most?: number | undefined;
};

/** Which receipts: of one job, or older than one of them. */
export type ReceiptFilter = {
  readonly limit: number;
  readonly jobId?: string;
  readonly before?: string | undefined;
};

/** A model kept as this party's share, with this party's own binnings. */
export type StoredModel = {
  readonly id: string;
  readonly jobId: string;
  readonly contractId: string;
  readonly share: Json;
  readonly binnings: Json;
  readonly report: Json | null;
  /** What this party recorded of the training, and the salt that opens what it commits to; null for a model from before. */
  readonly record: Json | null;
  readonly recordSalt: string | null;
};
export type StoredReceipt = {
  readonly id: string;
  readonly jobId: string;
  readonly session: string;
  readonly body: Json;
  readonly salt: string;
  readonly logIndex: number;
  readonly proof: string;
};
export type ResultStore = {
  readonly putModel: (model: StoredModel) => Promise<void>;
  readonly model: (id: string) => Promise<StoredModel | undefined>;
  readonly models: () => Promise<readonly StoredModel[]>;
  readonly putReceipt: (receipt: StoredReceipt) => Promise<void>;
  /** The newest first. */
  readonly receipts: (where: ReceiptFilter) => Promise<readonly StoredReceipt[]>;
  readonly receipt: (id: string) => Promise<StoredReceipt | undefined>;
};

/** Everything the harbor keeps. */
export type Store = {
  readonly documents: DocumentStore;
  readonly catalogue: CatalogueStore;
  readonly follows: FollowStore;
  /** What the documents here tell of one firm. */
  readonly subject: (of: { readonly uscc: string; readonly nowMs: number }) => Promise<SubjectData>;
  readonly overseen: OverseenStore;
  /** Uses of one party's own data. */
  readonly usesOf: (party: string) => OwnUses;
  readonly firmKeys: FirmKeyStore;
  readonly peers: PeerStore;
  readonly jobs: JobStore;
  readonly data: DataStore;
  readonly uses: UseStore;
  readonly results: ResultStore;
  readonly computations: ComputationStore;
};
