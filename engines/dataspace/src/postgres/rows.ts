import { instantMs, instantText } from '@finharbor/kernel';
import type { Selectable } from 'kysely';
import type { DataspaceTables } from '../database.gen.ts';
import type { DataAddress, Negotiation, Reason, Role, Transfer } from '../domain.ts';
import type { Agreement, Offer } from '../policy/model.ts';
import { type AnyProcess, isNegotiation } from '../protocol/process.ts';

/** A process with what the connector alone keeps about it. */
export type Stored<P extends AnyProcess = AnyProcess> = {
  readonly process: P;
  /** Counts its writes: one that was decided on an older version changes nothing. */
  readonly version: number;
  /** Until when the owner's answer is this process's to get; nothing where none is wanted, or that was not read. */
  readonly turnUntilMs: number | undefined;
};

/** A message on its way. */
export type Outgoing = {
  readonly pid: string;
  readonly no: number;
  readonly message: string;
  readonly path: string;
  readonly body: string;
  readonly attempts: number;
  /** Until when this process alone tries to deliver it. */
  readonly dueAtMs: number;
};

/** What one process takes for itself, of what is due by now, until when. */
export type Claim = { readonly nowMs: number; readonly untilMs: number; readonly limit: number };

type ProcessRow = Selectable<DataspaceTables['dataspace_process']>;

type Details = {
  readonly offer?: Offer;
  readonly offeredBy?: Role;
  readonly agreement?: Agreement;
  readonly format?: string;
  readonly dataAddress?: DataAddress;
};

export function detailsOf(process: AnyProcess): Details {
  if (isNegotiation(process)) {
    const { offer, offeredBy, agreement } = process;
    return { offer, offeredBy, ...(agreement ? { agreement } : {}) };
  }
  const { format, dataAddress } = process;
  return { format, ...(dataAddress ? { dataAddress } : {}) };
}

export function readProcess(row: ProcessRow): AnyProcess {
  const details = row.details as Details;
  const common = {
    pid: row.pid,
    peerPid: row.peer_pid ?? undefined,
    role: row.role as Role,
    peer: row.peer,
    peerAddress: row.peer_address,
    reason: (row.reason as Reason | null) ?? undefined,
    createdAtMs: instantMs(row.created_at),
    updatedAtMs: instantMs(row.updated_at),
  };
  if (row.kind === 'negotiation')
    return {
      ...common,
      state: row.state as Negotiation['state'],
      datasetId: row.about,
      offer: details.offer!,
      offeredBy: details.offeredBy!,
      agreement: details.agreement,
    };
  return {
    ...common,
    state: row.state as Transfer['state'],
    agreementId: row.about,
    format: details.format!,
    dataAddress: details.dataAddress,
  };
}

export function readStored(row: ProcessRow): Stored {
  return {
    process: readProcess(row),
    version: row.version,
    turnUntilMs: undefined,
  };
}

export function readOutgoing(row: Selectable<DataspaceTables['dataspace_outbox']>): Outgoing {
  const { pid, no, message, path, body, attempts } = row;
  return { pid, no, message, path, body, attempts, dueAtMs: instantMs(row.due_at) };
}

export function instantOrNull(ms: number | undefined): string | null {
  return ms === undefined ? null : instantText(ms);
}
