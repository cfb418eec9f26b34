import { type askMayCharge, askPayoutRoute, type OwnRoutes, ownRoutes } from './routes.ts';

export {
  askMayCharge,
  getAnyDispute,
  getPartyEvidence,
  getPartyStatement,
  getPartyStatementCsv,
  getPartyStatementPaper,
  getSettlementTrust,
  listAllDisputes,
  listMovements,
  listPartyMonths,
  listSettlementAccounts,
  postAward,
  postPayoutResolution,
  postTopUp,
} from './routes.ts';

const own = ownRoutes('signed', []);

/** What a party's node asks of its own money by signed requests. */
export const getOwnAccount: OwnRoutes['account'] = own.account;
/** The same of its months. */
export const listOwnMonths: OwnRoutes['months'] = own.months;
/** The same of a statement. */
export const getOwnStatement: OwnRoutes['statement'] = own.statement;
/** The same of what proves it. */
export const getOwnEvidence: OwnRoutes['evidence'] = own.evidence;
/** The same of one line. */
export const getOwnLine: OwnRoutes['line'] = own.line;
/** The same of its earnings. */
export const getOwnEarnings: OwnRoutes['earnings'] = own.earnings;
/** The same of money in and out. */
export const listOwnMovements: OwnRoutes['movements'] = own.movements;
/** Asks to be paid out. */
export const askPayout: typeof askPayoutRoute = askPayoutRoute;

/** What a node asks the hub about its party's money. */
export type SettlementRoutes = {
  readonly getOwnAccount: OwnRoutes['account'];
  readonly listOwnMonths: OwnRoutes['months'];
  readonly getOwnStatement: OwnRoutes['statement'];
  readonly getOwnEvidence: OwnRoutes['evidence'];
  readonly getOwnLine: OwnRoutes['line'];
  readonly getOwnEarnings: OwnRoutes['earnings'];
  readonly listOwnMovements: OwnRoutes['movements'];
  readonly askPayout: typeof askPayoutRoute;
  readonly askMayCharge: typeof askMayCharge;
};
