import { accountStore } from '@finharbor/access';
import type { CasesContext } from '@finharbor/cases';
import {
  committeePerson,
  type EthicsContext,
  ethicsEndpoints,
  ethicsErrors,
  ethicsPorts,
  keepOutFirst,
  panelFault,
  publicEthicsPages,
} from '@finharbor/ethics';
import { type Clock, systemRandom } from '@finharbor/kernel';
import type { Database } from '@finharbor/kernel/database';
import type { Printer } from '@finharbor/kernel/http';
import type { CaseSystem } from './cases.ts';
import type { HubConfig } from './config.ts';
import { type ServerTables, tablesOf } from './database.ts';
import type { PublicRates } from './public-rates.ts';

/** What the ethics committee is opened on. */
export type EthicsParts = {
  readonly config: Pick<HubConfig, 'party'>;
  readonly db: Database<ServerTables>;
  readonly clock: Clock;
  readonly printer: Printer;
  readonly keyOf: EthicsContext['keyOf'];
};

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The ethics committee of the hub, on the cases it is given. */
export function hubEthics({
  config,
  db,
  ...parts
}: EthicsParts): (cases: CasesContext, rates: PublicRates) => CaseSystem {
  return (cases, rates) => {
    const accounts = accountStore(tablesOf(db), { clock: parts.clock, random: systemRandom });
    const ctx: EthicsContext = {
      ...{ ...parts, db: tablesOf(db), cases, office: config.party, rates },
      accountOf: async (nameOrId) => {
        const id = isId.test(nameOrId) ? nameOrId : await accounts.idOf(nameOrId);
        return id === undefined ? undefined : accounts.account(id);
      },
    };
    return {
      served: { endpoints: ethicsEndpoints(ctx), errors: [ethicsErrors] },
      ports: ethicsPorts(ctx),
      panelFault: (panel) => panelFault(ctx, panel),
      beforeStep: (wanted) => keepOutFirst(ctx, wanted),
      people: [{ ...committeePerson, name: '伦理委员会 Ethics committee' }],
      pages: publicEthicsPages(ctx),
    };
  };
}
