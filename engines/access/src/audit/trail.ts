import type { AuditEntry } from '@finharbor/kernel/http';
import type { Kysely } from 'kysely';
import type { AccessTables } from '../database.gen.ts';
import type { AuditEvent, AuditPage, AuditQuery } from './event.ts';
import { record } from './record.ts';
import {
  type Anchor,
  anchorNewest,
  type Seal,
  type SealParts,
  seal,
  seals,
  type TrailCheck,
  verifyTrail,
} from './seal.ts';
import { search } from './search.ts';

/** The audit trail of a process: added to, read, sealed, checked; never changed. */
export type AuditTrail = {
  readonly record: (entry: AuditEntry) => Promise<void>;
  /** The events that fit, the latest first. */
  readonly search: (query: AuditQuery, page: AuditPage) => Promise<readonly AuditEvent[]>;
  readonly seals: (limit: number) => Promise<readonly Seal[]>;
  /** Recomputes everything; reads the whole trail. */
  readonly verify: () => Promise<TrailCheck>;
  /** Seals what came since and has the evidence log take the seal. */
  readonly seal: (anchor: Anchor) => Promise<void>;
};

/** The audit trail in a database that holds the access engine's tables. */
export function auditTrail(db: Kysely<AccessTables>, parts: SealParts): AuditTrail {
  return {
    record: (entry) => record(db, entry),
    search: (query, page) => search(db, query, page),
    seals: (limit) => seals(db, parts.party, limit),
    verify: () => verifyTrail(db),
    async seal(anchor) {
      await seal(db, parts);
      await anchorNewest(db, parts, anchor);
    },
  };
}
