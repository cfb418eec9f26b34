import * as breach from '../breach/routes.ts';
import * as committee from '../committee/routes.ts';
import * as declaration from '../declaration/routes.ts';
import * as disclosure from '../disclosure/routes.ts';
import * as rating from '../rating/routes.ts';
import * as report from '../report/routes.ts';
import * as review from '../review/routes.ts';
import * as sessions from '../sessions/routes.ts';

/** The routes of the ethics committee, by name. */
export const ethicsRoutes: {
  readonly getCommittee: typeof committee.getCommittee;
  readonly postMember: typeof committee.postMember;
  readonly putTerm: typeof committee.putTerm;
  readonly listConflicts: typeof committee.listConflicts;
  readonly postConflict: typeof committee.postConflict;
  readonly listOwnConflicts: typeof committee.listOwnConflicts;
  readonly postOwnConflict: typeof committee.postOwnConflict;
  readonly listSessions: typeof sessions.listSessions;
  readonly postSession: typeof sessions.postSession;
  readonly putMinutes: typeof sessions.putMinutes;
  readonly postSessionCancellation: typeof sessions.postSessionCancellation;
  readonly getMinutes: typeof sessions.getMinutes;
  readonly getPanel: typeof review.getPanel;
  readonly postPanel: typeof review.postPanel;
  readonly listConditions: typeof review.listConditions;
  readonly listOwnConditions: typeof review.listOwnConditions;
  readonly getBoard: typeof review.getBoard;
  readonly listOpinions: typeof review.listOpinions;
  readonly getOpinion: typeof review.getOpinion;
  readonly putReport: typeof review.putReport;
  readonly postCheck: typeof review.postCheck;
  readonly listDeclarations: typeof declaration.listDeclarations;
  readonly postDeclaration: typeof declaration.postDeclaration;
  readonly listSignatures: typeof declaration.listSignatures;
  readonly postSignature: typeof declaration.postSignature;
  readonly postWithdrawal: typeof declaration.postWithdrawal;
  readonly putDisclosure: typeof disclosure.putDisclosure;
  readonly listMethods: typeof rating.listMethods;
  readonly postMethod: typeof rating.postMethod;
  readonly listFirms: typeof rating.listFirms;
  readonly getFirm: typeof rating.getFirm;
  readonly listBreaches: typeof rating.listBreaches;
  readonly listYears: typeof report.listYears;
  readonly getYear: typeof report.getYear;
  readonly getYearPaper: typeof report.getYearPaper;
  readonly getOpenData: typeof report.getOpenData;
  readonly getOpenDataSchema: typeof report.getOpenDataSchema;
  readonly postEthicsReport: typeof breach.postEthicsReport;
  readonly followEthicsReport: typeof breach.followEthicsReport;
} = {
  getCommittee: committee.getCommittee,
  postMember: committee.postMember,
  putTerm: committee.putTerm,
  listConflicts: committee.listConflicts,
  postConflict: committee.postConflict,
  listOwnConflicts: committee.listOwnConflicts,
  postOwnConflict: committee.postOwnConflict,
  listSessions: sessions.listSessions,
  postSession: sessions.postSession,
  putMinutes: sessions.putMinutes,
  postSessionCancellation: sessions.postSessionCancellation,
  getMinutes: sessions.getMinutes,
  getPanel: review.getPanel,
  postPanel: review.postPanel,
  listConditions: review.listConditions,
  listOwnConditions: review.listOwnConditions,
  getBoard: review.getBoard,
  listOpinions: review.listOpinions,
  getOpinion: review.getOpinion,
  putReport: review.putReport,
  postCheck: review.postCheck,
  listDeclarations: declaration.listDeclarations,
  postDeclaration: declaration.postDeclaration,
  listSignatures: declaration.listSignatures,
  postSignature: declaration.postSignature,
  postWithdrawal: declaration.postWithdrawal,
  putDisclosure: disclosure.putDisclosure,
  listMethods: rating.listMethods,
  postMethod: rating.postMethod,
  listFirms: rating.listFirms,
  getFirm: rating.getFirm,
  listBreaches: rating.listBreaches,
  listYears: report.listYears,
  getYear: report.getYear,
  getYearPaper: report.getYearPaper,
  getOpenData: report.getOpenData,
  getOpenDataSchema: report.getOpenDataSchema,
  postEthicsReport: breach.postEthicsReport,
  followEthicsReport: breach.followEthicsReport,
};
