import type { CasesContext } from '@finharbor/cases';
import type { CaseEffect, CasePort } from '@finharbor/cases/work';
import type { NoticePort } from '@finharbor/desk';
import { type Clock, idSource, systemRandom } from '@finharbor/kernel';
import { pilotPort, type SandboxContext, sandboxEndpoints, sandboxErrors } from '@finharbor/sandbox';
import type { Kysely } from 'kysely';
import { type ServerTables, tablesOf } from './database.ts';
import type { ServedSystem } from './web.ts';

/** What the innovation pilot is opened on. */
export type PilotParts = {
  readonly db: Kysely<ServerTables>;
  readonly clock: Clock;
  readonly notices: NoticePort;
  readonly cases: CasesContext;
};

/** The innovation pilot at the hub: what it serves, and what its cases want done in its register. */
export type HubPilot = { readonly served: ServedSystem; readonly port: CasePort<CaseEffect> };

/** Opens it beside the hub's cases. */
export function openHubPilot({ db, clock, notices, cases }: PilotParts): HubPilot {
  const ctx: SandboxContext = {
    ...{ db: tablesOf(db), cases, clock, random: systemRandom, newId: idSource(clock, systemRandom) },
    tell: async ({ key, kind, to, title }) =>
      void (await notices.notify({ key, kind, to, title, href: '/app/cases' })),
  };
  return {
    served: { endpoints: sandboxEndpoints(ctx), errors: [sandboxErrors] },
    port: pilotPort(ctx),
  };
}
