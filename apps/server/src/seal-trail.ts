import type { Anchor, AuditTrail } from '@finharbor/access';
import { saltedCommitment } from '@finharbor/evidence';
import type { Note } from '@finharbor/harbor';
import { codeOf, repeat } from '@finharbor/kernel';
import type { GovernanceDesk } from './desk/governance-desk.ts';

const everyMs = 60_000;

/** What seals of a process's audit trail go into the evidence log by. */
export type TrailSealing = {
  readonly trail: AuditTrail;
  /** Takes a commitment into the evidence log; 32 bytes in hex. */
  readonly log: (commitment: string) => ReturnType<Anchor>;
  readonly note: Note;
  /** Tells people when sealing begins to fail, and when it works again. */
  readonly told: Pick<GovernanceDesk, 'unsealed' | 'sealedAgain'>;
  readonly signal: AbortSignal;
};

/** Seals the audit trail every minute; each seal stands in the evidence log as a salted commitment, as a receipt does. */
export function sealTrail({ trail, log, note, told, signal }: TrailSealing): Promise<void> {
  const anchor: Anchor = async (body, salt) =>
    log(Buffer.from(await saltedCommitment(body, Buffer.from(salt, 'hex'))).toString('hex'));
  return repeat(() => trail.seal(anchor), {
    everyMs,
    signal,
    onFault(error) {
      note('audit.unsealed', { code: codeOf(error) });
      told.unsealed();
    },
    onRecovered: told.sealedAgain,
  });
}
