import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import { type ListedConnector, listConnectors } from './contract.ts';

/** What the bureau and the operator see of the connectors that the hub's catalogue is gathered from. */
export function connectorEndpoints(list: () => Promise<readonly ListedConnector[]>): readonly Endpoint[] {
  return [endpoint(listConnectors, async () => ({ status: 200, body: await list() }))];
}
