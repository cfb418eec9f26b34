import type { LineEvidence, Statement } from '@finharbor/harbor/contract';
import type { ReadPaper } from '@finharbor/ui';
import { hub, node } from '../api.ts';

/** Where a statement is read: a party's own at its node, or anybody's at the hub. */
export type StatementSource = {
  readonly key: readonly string[];
  readonly statement: () => Promise<Statement>;
  readonly evidence: (after: string | undefined) => Promise<readonly LineEvidence[]>;
  readonly trust: () => Promise<{ readonly logKey: string; readonly witnessKeys: readonly string[] }>;
  readonly paper: ReadPaper;
  readonly table: ReadPaper;
};

/** The own statement of a month. */
export function ownStatement(month: string): StatementSource {
  const params = { month };
  return {
    key: ['settlement', 'own', month],
    statement: async () => (await node.getStatement({ params })).body,
    evidence: async (after) =>
      (await node.getStatementEvidence({ params, query: after === undefined ? {} : { after } })).body,
    trust: async () => (await node.getSettlementTrust({})).body,
    paper: (ask) => node.getStatementPaper({ params, ...ask }),
    table: (ask) => node.getStatementCsv({ params, ...ask }),
  };
}

/** A party's statement at the hub. */
export function partyStatement(party: string, month: string): StatementSource {
  const params = { party, month };
  return {
    key: ['settlement', party, month],
    statement: async () => (await hub.getPartyStatement({ params })).body,
    evidence: async (after) =>
      (await hub.getPartyEvidence({ params, query: after === undefined ? {} : { after } })).body,
    trust: async () => (await hub.getSettlementTrust({})).body,
    paper: (ask) => hub.getPartyStatementPaper({ params, ...ask }),
    table: (ask) => hub.getPartyStatementCsv({ params, ...ask }),
  };
}
