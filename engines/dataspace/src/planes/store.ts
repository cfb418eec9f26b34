import type { Kysely } from 'kysely';
import type { DataspaceTables } from '../database.gen.ts';
import type { DataAddress } from '../domain.ts';
import type { Span } from './range.ts';

/** How data moves: fetched by the consumer, or sent by the provider. */
export type Mode = 'pull' | 'push';
/** The one version of a data set that a transfer moves. */
export type Version = {
  readonly size: number;
  readonly etag: string;
  readonly mediaType: string;
  readonly sha256: Uint8Array;
};

/** What a provider serves or sends. */
export type Outgoing = {
  readonly transferId: string;
  readonly mode: Mode;
  readonly state: 'started' | 'suspended' | 'ended';
  readonly agreementId: string;
  readonly consumer: string;
  readonly datasetId: string;
  readonly version: Version;
  readonly renewalHash: Uint8Array | undefined;
  /** Where to, where it is sent. */
  readonly endpoint: string | undefined;
  readonly endpointToken: string | undefined;
  /** Different bytes that have left. */
  readonly servedBytes: number;
  /** Attempts since something was achieved, and the code that the last one failed with. */
  readonly attempts: number;
  readonly fault: string | undefined;
};
/** What a consumer fetches or takes in. */
export type Incoming = {
  readonly transferId: string;
  readonly mode: Mode;
  readonly state: 'awaited' | 'started' | 'suspended' | 'ended' | 'whole';
  readonly agreementId: string;
  readonly provider: string;
  readonly address: DataAddress | undefined;
  readonly tokenHash: Uint8Array | undefined;
  readonly size: number | undefined;
  readonly etag: string | undefined;
  readonly sha256: Uint8Array | undefined;
  readonly received: number;
  /** Attempts since something was achieved, and the code that the last one failed with. */
  readonly attempts: number;
  readonly fault: string | undefined;
};

/** The use of data that a transfer was: recorded once, when all of it has left or the transfer ends. */
export type Use = {
  readonly transferId: string;
  readonly agreementId: string;
  readonly consumer: string;
  readonly datasetId: string;
  /** Different bytes that have left; 0 where only the request for them is known. */
  readonly bytes: number;
};
/** Records a use in the transaction it is given, so that both are kept or neither. */
export type RecordUse = (use: Use, tx: Kysely<DataspaceTables>) => Promise<void>;

/** A piece of work of one process, until it has not been renewed for the time of the lease. */
export type Lease = { readonly nowMs: number; readonly leaseMs: number };
/** When a failed piece of work is taken up again. */
export type Postponement = { readonly dueMs: number; readonly fault: string };
/** What is known of the version that comes in. */
export type Announced = {
  readonly size: number | undefined;
  readonly etag: string | undefined;
  readonly sha256: Uint8Array | undefined;
};

/** What both directions keep of work that goes on by itself. */
type Work<T> = {
  readonly find: (transferId: string) => Promise<T | undefined>;
  readonly setState: (transferId: string, state: T extends { state: infer S } ? S : never) => Promise<void>;
  /** The next piece that is due and nobody's, now this process's. */
  readonly claim: (lease: Lease) => Promise<T | undefined>;
  readonly renew: (transferId: string, lease: Lease) => Promise<void>;
  readonly postpone: (transferId: string, to: Postponement) => Promise<void>;
  /** There is nothing more to do of itself. */
  readonly rest: (transferId: string, fault?: string) => Promise<void>;
};

/** What planes keep, so that a killed process goes on after its restart. */
export type PlaneStore = {
  readonly outgoing: Work<Outgoing> & {
    /** Opens the way, or opens it again after a suspension; what has ended stays so. `dueMs` where this side has work to do. */
    readonly start: (
      outgoing: Omit<Outgoing, 'state' | 'servedBytes' | 'attempts' | 'fault'>,
      dueMs: number | undefined,
    ) => Promise<Outgoing>;
    /** Before the first byte leaves. */
    readonly begin: (transferId: string, nowMs: number) => Promise<void>;
    /** Bytes that have left; returns how many different ones have altogether. */
    readonly served: (transferId: string, span: Span) => Promise<number>;
    /** Records the use unless it has been, or nothing has left. */
    readonly use: (transferId: string, nowMs: number, record: RecordUse) => Promise<void>;
    /** Ended transfers whose use has not been recorded. */
    readonly unrecorded: () => Promise<readonly string[]>;
  };
  readonly incoming: Work<Incoming> & {
    readonly start: (
      incoming: Pick<
        Incoming,
        'transferId' | 'mode' | 'state' | 'agreementId' | 'provider' | 'address' | 'tokenHash'
      >,
      dueMs: number | undefined,
    ) => Promise<void>;
    readonly announce: (transferId: string, announced: Announced) => Promise<void>;
    /** Bytes that are on the disk for certain. */
    readonly received: (transferId: string, bytes: number) => Promise<void>;
    /** A renewed token of the provider's. */
    readonly address: (transferId: string, address: DataAddress) => Promise<void>;
  };
};
