import { type NodeClient, nodeAs } from '@finharbor/server';

/** The people of the demonstration at their nodes. */
export type People = {
  readonly analyst: NodeClient;
  readonly bankApprover: NodeClient;
  readonly taxSteward: NodeClient;
  readonly approvers: ReadonlyMap<string, NodeClient>;
};

/** Signs everybody in. */
export async function signInAll(home: string, urls: ReadonlyMap<string, string>): Promise<People> {
  const as = (party: string, login: string): Promise<NodeClient> =>
    nodeAs(home, { party, url: urls.get(party)!, login });
  const [analyst, bankApprover, taxSteward, tax, social] = await Promise.all([
    as('bank', 'analyst'),
    as('bank', 'approver'),
    as('tax', 'steward'),
    as('tax', 'approver'),
    as('social', 'approver'),
  ]);
  const approvers = new Map([
    ['tax', tax],
    ['social', social],
  ]);
  return { analyst, bankApprover, taxSteward, approvers };
}
