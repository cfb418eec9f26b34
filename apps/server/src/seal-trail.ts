import { type Anchor, type AuditTrail, keepSealing } from '@finharbor/access';
import { saltedCommitment } from '@finharbor/evidence';
import type { Note } from '@finharbor/harbor';

const everyMs = 60_000;

/** What seals of a process's audit trail go into the evidence log by. */
export type TrailSealing = {
  readonly trail: AuditTrail;
  /** Takes a commitment into the evidence log; 32 bytes in hex. */
  readonly log: (commitment: string) => ReturnType<Anchor>;
  readonly note: Note;
  readonly signal: AbortSignal;
};

/** Seals the audit trail every minute; each seal stands in the evidence log as a salted commitment, as a receipt does. */
export function sealTrail({ trail, log, note, signal }: TrailSealing): Promise<void> {
  return keepSealing({
    trail,
    anchor: async (body, salt) =>
      log(Buffer.from(await saltedCommitment(body, Buffer.from(salt, 'hex'))).toString('hex')),
    everyMs,
    signal,
    onFault: (code) => note('audit.unsealed', { code }),
  });
}
