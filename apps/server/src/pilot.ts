import type { CasesContext } from '@finharbor/cases';
import type { NoticePort } from '@finharbor/desk';
import type { Note } from '@finharbor/harbor';
import { type Clock, systemRandom } from '@finharbor/kernel';
import { rateLimit } from '@finharbor/kernel/http';
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

/** What the innovation pilot is opened on. */
export type PilotParts = {
  readonly db: Kysely<ServerTables>;
  readonly clock: Clock;
  readonly notices: NoticePort;
  readonly note: Note;
  readonly contractOnFile: (contract: string) => Promise<ContractOnFile | undefined>;
};

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
/** What anybody may write without an account, from one address and from all of them. */
const writing = {
  address: { burst: 10, everyMs: 2 * minuteMs },
  all: { burst: 300, everyMs: 2 * secondMs },
};
/** How often complaints may be asked after. */
const following = {
  address: { burst: 20, everyMs: 30 * secondMs },
  all: { burst: 600, everyMs: secondMs },
};

/** The innovation pilot of the hub, on the cases it is given: its register, and what cases want done in it. */
export function hubPilot({
  db,
  clock,
  notices,
  note,
  contractOnFile,
}: PilotParts): (cases: CasesContext) => CaseSystem {
  const limited = { clock, random: systemRandom };
  const rates = { write: rateLimit(limited, writing), follow: rateLimit(limited, following) };
  return (cases) => {
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
