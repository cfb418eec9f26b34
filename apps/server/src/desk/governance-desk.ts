import type { Governance } from '@finharbor/access';
import type { Note } from '@finharbor/harbor';
import type { Clock } from '@finharbor/kernel';
import type { Desk } from './open-desk.ts';

/** A process's people as its governance reaches them. */
export type GovernanceDesk = {
  /** The same governance, of whose emergencies and verifications the desk hears. */
  readonly follow: (governance: Governance) => Governance;
  /** Tells of what happened while nobody listened. */
  readonly catchUp: (governance: Governance) => Promise<void>;
  /** The trail can no longer be sealed; and it can again. */
  readonly unsealed: () => void;
  readonly sealedAgain: () => void;
};

/** Whom to tell, and where. */
export type Watched = {
  readonly desk: Pick<Desk, 'notices'>;
  readonly party: string;
  /** The roles that watch over how the process is run. */
  readonly watching: readonly string[];
  readonly clock: Clock;
  readonly note: Note;
  readonly verified: (firm: string) => Promise<void>;
};

const rememberedMs = 7 * 86_400_000;
const emergenciesRead = 20;

/** Ties the emergency account, firms' verification and the sealing of the trail to the desk. */
export function governanceDesk(watched: Watched): GovernanceDesk {
  const { clock, note, verified } = watched;
  const orNote = (work: Promise<unknown>, about: string): void => {
    work.catch((error: unknown) => note('desk.not_told', { about }, error));
  };
  let unsealedSinceMs: number | undefined;
  return {
    follow: (governance) => ({
      ...governance,
      async openEmergency(opening) {
        const session = await governance.openEmergency(opening);
        orNote(tellOfEmergencies(watched, governance), 'break-glass');
        return session;
      },
      async verifyOrganization(check) {
        const outcome = await governance.verifyOrganization(check);
        orNote(verified(check.party), `verification of ${check.party}`);
        return outcome;
      },
    }),
    catchUp: (governance) => tellOfEmergencies(watched, governance),
    unsealed() {
      unsealedSinceMs = clock.nowMs();
      orNote(tellUnsealed(watched, unsealedSinceMs), 'audit.unsealed');
    },
    sealedAgain() {
      if (unsealedSinceMs !== undefined) orNote(settleUnsealed(watched, unsealedSinceMs), 'audit.sealed');
    },
  };
}

/** Telling is idempotent by the emergency's number, so the last ones are told again each time. */
async function tellOfEmergencies(watched: Watched, governance: Governance): Promise<void> {
  const { desk, party, watching, clock } = watched;
  const since = clock.nowMs() - rememberedMs;
  for (const { id, openedAtMs, reason } of await governance.emergencies(emergenciesRead))
    if (openedAtMs !== null && openedAtMs >= since)
      for (const role of watching)
        await desk.notices.notify({
          key: `break_glass.opened ${id} ${role}`,
          kind: 'break_glass.opened',
          to: { party, role },
          title: { en: 'The emergency account was opened', zh: '应急账号已启用' },
          body: { en: reason, zh: reason },
          href: '/app/audit?action=access.break_glass',
        });
}

async function tellUnsealed({ desk, party, watching }: Watched, sinceMs: number): Promise<void> {
  for (const role of watching)
    await desk.notices.notify({
      key: unsealedKey(sinceMs, role),
      kind: 'audit.unsealed',
      to: { party, role },
      title: { en: 'The audit trail cannot be sealed', zh: '审计记录无法封存' },
      body: {
        en: 'Rows are still written. Their seals reach the evidence log once it takes them again.',
        zh: '记录仍在写入；存证日志恢复后，封存会自动补上。',
      },
      href: '/app/audit',
    });
}

async function settleUnsealed({ desk, watching }: Watched, sinceMs: number): Promise<void> {
  for (const role of watching) await desk.notices.settle(unsealedKey(sinceMs, role));
}

function unsealedKey(sinceMs: number, role: string): string {
  return `audit.unsealed ${sinceMs} ${role}`;
}
