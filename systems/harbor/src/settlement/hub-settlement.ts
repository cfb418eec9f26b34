import type { TypedClient } from '@finharbor/kernel/contract';
import {
  askMayCharge,
  askPayout,
  getOwnAccount,
  getOwnEarnings,
  getOwnEvidence,
  getOwnLine,
  getOwnStatement,
  listOwnMonths,
  listOwnMovements,
  type SettlementRoutes,
} from './hub-contract.ts';

/** The routes by which a node asks the hub about its party's money, each request signed. */
export const settlementRoutes: SettlementRoutes = {
  getOwnAccount,
  listOwnMonths,
  getOwnStatement,
  getOwnEvidence,
  getOwnLine,
  getOwnEarnings,
  listOwnMovements,
  askPayout,
  askMayCharge,
};

/** The hub's settlement as a node reaches it. */
export type HubSettlement = TypedClient<SettlementRoutes>;
