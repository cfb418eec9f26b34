import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Behaviour,
  type Catalogue,
  type Connector,
  type ConnectorSettings,
  type Dataset,
  type DataspaceTables,
  type Negotiation,
  nodeListener,
  openConnector,
  type Transfer,
} from '@finharbor/dataspace';
import type { Participants } from '@finharbor/dataspace/participants';
import { idSource, systemClock, systemRandom } from '@finharbor/kernel';
import { openDatabase } from '@finharbor/kernel/database';

/** What differs between the connectors of tests, benchmarks and long runs. */
export type ServedOptions = {
  /** Of a migrated database. */
  readonly databaseUrl: string;
  readonly participants: Participants;
  readonly behaviour: Behaviour;
  readonly catalogue: Catalogue;
  /** Where others reach it, if that is not where it listens itself. */
  readonly root?: string;
  readonly onStep?: (process: Negotiation | Transfer) => Promise<void>;
  readonly settings?: Partial<ConnectorSettings>;
  readonly onFault: (error: unknown) => void;
};

/** A connector that listens on a port of loopback. */
export type ServedConnector = AsyncDisposable & {
  readonly connector: Connector;
  /** Without the protocol's own path. */
  readonly root: string;
  readonly port: number;
};

const maxConnections = 16;

/** Starts one, with the machine's clock and randomness. */
export async function serveConnector(options: ServedOptions): Promise<ServedConnector> {
  const { databaseUrl, root: publicRoot, ...parts } = options;
  const db = openDatabase<DataspaceTables>(databaseUrl, { maxConnections });
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const root = publicRoot ?? `http://127.0.0.1:${port}`;
  const ids = idSource(systemClock, systemRandom);
  const connector = openConnector({
    ...{ ...parts, db, root, ids, clock: systemClock },
    judgeOffer: async () => undefined,
  });
  server.on('request', nodeListener(connector.serve, options.onFault));
  return {
    ...{ connector, root, port },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await connector.stop();
      await db.destroy();
    },
  };
}

/** A catalogue that has every data set that is asked for by its id, and lists none. */
export function madeCatalogue(make: (id: string) => Dataset): Catalogue {
  return {
    datasets: async () => ({ kind: 'page', datasets: [] }),
    dataset: async (id) => make(id),
  };
}
