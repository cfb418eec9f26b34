import type { CasesContext } from '@finharbor/cases';
import type { NoticePort } from '@finharbor/desk';
import type { Note } from '@finharbor/harbor';
import { type Clock, systemRandom } from '@finharbor/kernel';
import {
  type ContractOnFile,
  keepPiloting,
  pilotPort,
  publicPilotPages,
  publicStatisticsPages,
  registerPerson,
  type SandboxContext,
  sandboxEndpoints,
  sandboxErrors,
} from '@finharbor/sandbox';
import type { Kysely } from 'kysely';
import type { CaseSystem } from './cases.ts';
import { type ServerTables, tablesOf } from './database.ts';
import type { PublicRates } from './public-rates.ts';

/** What the innovation pilot is opened on. */
export type PilotParts = {
  readonly db: Kysely<ServerTables>;
  readonly clock: Clock;
  readonly notices: NoticePort;
  readonly note: Note;
  readonly contractOnFile: (contract: string) => Promise<ContractOnFile | undefined>;
};

/** The innovation pilot of the hub, on the cases it is given: its register, and what cases want done in it. */
export function hubPilot({
  db,
  clock,
  notices,
  note,
  contractOnFile,
}: PilotParts): (cases: CasesContext, rates: PublicRates) => CaseSystem {
  return (cases, rates) => {
    const ctx: SandboxContext = {
      ...{ db: tablesOf(db), cases, clock, random: systemRandom, rates, contractOnFile },
      tell: async ({ key, kind, to, title, number }) =>
        void (await notices.notify({
          key,
          kind,
          to,
          title,
          href: kind === 'pilot.followed' ? `/open/zh/pilots/${number}` : '/app/cases',
        })),
    };
    return {
      served: { endpoints: sandboxEndpoints(ctx), errors: [sandboxErrors] },
      ports: { pilot: pilotPort(ctx) },
      panelFault: async () => undefined,
      people: [{ ...registerPerson, name: '试点登记 Register of pilots' }],
      pages: [publicPilotPages(ctx), publicStatisticsPages(ctx)],
      work: (signal) => keepPiloting(ctx, { note, signal }),
    };
  };
}
