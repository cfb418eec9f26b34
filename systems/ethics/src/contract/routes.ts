import * as committee from '../committee/routes.ts';
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
  readonly postCancellation: typeof sessions.postCancellation;
  readonly getMinutes: typeof sessions.getMinutes;
  readonly postPanel: typeof review.postPanel;
  readonly getBoard: typeof review.getBoard;
  readonly listOpinions: typeof review.listOpinions;
  readonly getOpinion: typeof review.getOpinion;
  readonly putReport: typeof review.putReport;
  readonly postCheck: typeof review.postCheck;
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
  postCancellation: sessions.postCancellation,
  getMinutes: sessions.getMinutes,
  postPanel: review.postPanel,
  getBoard: review.getBoard,
  listOpinions: review.listOpinions,
  getOpinion: review.getOpinion,
  putReport: review.putReport,
  postCheck: review.postCheck,
};
