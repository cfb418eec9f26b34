import { type OwnRoutes, ownRoutes } from './routes.ts';

export {
  getSettlementTrust,
  getStatementCheck,
  getStatementCsv,
  getStatementPaper,
  postPayout,
} from './routes.ts';
export {
  getDispute,
  listDisputes,
  postDispute,
  postDisputeAnswer,
  postReceiptOpening,
} from './side-routes.ts';

const own = ownRoutes([], ['hub.unreachable']);

/** What this party has with the platform. */
export const getSettlementAccount: OwnRoutes['account'] = own.account;
/** Its months. */
export const listStatements: OwnRoutes['months'] = own.months;
/** A statement. */
export const getStatement: OwnRoutes['statement'] = own.statement;
/** What proves it. */
export const getStatementEvidence: OwnRoutes['evidence'] = own.evidence;
/** One line. */
export const getStatementLine: OwnRoutes['line'] = own.line;
/** What it has earned. */
export const getEarnings: OwnRoutes['earnings'] = own.earnings;
/** Money in and out. */
export const listOwnMoney: OwnRoutes['movements'] = own.movements;
