import { setTimeout } from 'node:timers/promises';
import { codeOf } from '@finharbor/kernel';
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

/** How sealing goes on by itself. */
export type Sealing = {
  readonly trail: AuditTrail;
  readonly anchor: Anchor;
  readonly everyMs: number;
  readonly signal: AbortSignal;
  /** Told once when sealing begins to fail, and not again until it has worked. */
  readonly onFault: (code: string) => void;
};

/** Seals the trail at intervals until the signal fires. What fails (the log is away, nobody co-signs) is made up for the next time. */
export async function keepSealing({ trail, anchor, everyMs, signal, onFault }: Sealing): Promise<void> {
  let isWorking = true;
  while (!signal.aborted) {
    try {
      await trail.seal(anchor);
      isWorking = true;
    } catch (error) {
      if (isWorking && !signal.aborted) onFault(codeOf(error));
      isWorking = false;
    }
    // Rejects when the signal fires.
    await setTimeout(everyMs, undefined, { signal }).catch(() => {});
  }
}
