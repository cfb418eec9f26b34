import type { CasesContext } from '@finharbor/cases';
import type { NoticePort } from '@finharbor/desk';
import { type Clock, systemRandom } from '@finharbor/kernel';
import {
  pilotPort,
  publicPilotPages,
  registerPerson,
  type SandboxContext,
  sandboxEndpoints,
  sandboxErrors,
} from '@finharbor/sandbox';
import type { Kysely } from 'kysely';
import type { CaseSystem } from './cases.ts';
import { type ServerTables, tablesOf } from './database.ts';

/** What the innovation pilot is opened on. */
export type PilotParts = {
  readonly db: Kysely<ServerTables>;
  readonly clock: Clock;
  readonly notices: NoticePort;
};

/** The innovation pilot of the hub, on the cases it is given: its register, and what cases want done in it. */
export function hubPilot({ db, clock, notices }: PilotParts): (cases: CasesContext) => CaseSystem {
  return (cases) => {
    const ctx: SandboxContext = {
      ...{ db: tablesOf(db), cases, clock, random: systemRandom },
      tell: async ({ key, kind, to, title }) =>
        void (await notices.notify({ key, kind, to, title, href: '/app/cases' })),
    };
    return {
      served: { endpoints: sandboxEndpoints(ctx), errors: [sandboxErrors] },
      ports: { pilot: pilotPort(ctx) },
      panelFault: async () => undefined,
      people: [{ ...registerPerson, name: '试点登记 Register of pilots' }],
      pages: [publicPilotPages(ctx)],
    };
  };
}
