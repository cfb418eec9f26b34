import { code } from '../schema/leaves.ts';
import { type Node, one, optional, sequence } from '../schema/node.ts';
import { type Account, account } from './account.ts';
import { type Agent, agent } from './agent.ts';
import { type CodeOrProprietary, codeOrProprietary } from './choices.ts';

/** How banks settle (`SttlmInf`). */
export type Settlement = {
  /** `SttlmMtd`: at the instructed agent, at the instructing agent, by cover, through a clearing system */
  readonly method: 'INDA' | 'INGA' | 'COVE' | 'CLRG';
  /** `SttlmAcct` */
  readonly account?: Account;
  /** `ClrSys` */
  readonly clearingSystem?: CodeOrProprietary;
  /** `InstgRmbrsmntAgt` */
  readonly instructingReimbursementAgent?: Agent;
  /** `InstgRmbrsmntAgtAcct` */
  readonly instructingReimbursementAgentAccount?: Account;
  /** `InstdRmbrsmntAgt` */
  readonly instructedReimbursementAgent?: Agent;
  /** `InstdRmbrsmntAgtAcct` */
  readonly instructedReimbursementAgentAccount?: Account;
  /** `ThrdRmbrsmntAgt` */
  readonly thirdReimbursementAgent?: Agent;
  /** `ThrdRmbrsmntAgtAcct` */
  readonly thirdReimbursementAgentAccount?: Account;
};

export const settlement: Node<Settlement> = sequence<Settlement>({
  method: one('SttlmMtd', code(['INDA', 'INGA', 'COVE', 'CLRG'])),
  account: optional('SttlmAcct', account),
  clearingSystem: optional('ClrSys', codeOrProprietary(3)),
  instructingReimbursementAgent: optional('InstgRmbrsmntAgt', agent),
  instructingReimbursementAgentAccount: optional('InstgRmbrsmntAgtAcct', account),
  instructedReimbursementAgent: optional('InstdRmbrsmntAgt', agent),
  instructedReimbursementAgentAccount: optional('InstdRmbrsmntAgtAcct', account),
  thirdReimbursementAgent: optional('ThrdRmbrsmntAgt', agent),
  thirdReimbursementAgentAccount: optional('ThrdRmbrsmntAgtAcct', account),
});
