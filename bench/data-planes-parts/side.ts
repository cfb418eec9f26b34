import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DataAddress, DataspaceTables, Transfer } from '@finharbor/dataspace';
import {
  type Attempt,
  emptyInbox,
  folderSource,
  type IncomingEnd,
  openInbox,
  planeListener,
  planeStore,
  pullConsumer,
  pullProvider,
  pushConsumer,
  pushProvider,
  runDownloads,
  runUploads,
} from '@finharbor/dataspace/planes';
import { generateSigningKey, systemClock, systemRandom } from '@finharbor/kernel';
import { openDatabase } from '@finharbor/kernel/database';

/** What a side is started with. */
export type Begin = {
  readonly role: 'provider' | 'consumer';
  readonly databaseUrl: string;
  readonly folder: string;
};
/** What a side is told. */
export type Order = {
  readonly kind: 'open pull' | 'open inbox' | 'fetch' | 'send';
  readonly pid: string;
  readonly address?: DataAddress;
};
/** What it answers: the address it opened, or how the data came to an end. */
export type Answer = {
  readonly address?: DataAddress;
  readonly end?: IncomingEnd | Attempt;
  /** From the start, once the digest was reckoned, to the end. */
  readonly seconds?: number;
};

const ends = new Map<string, PromiseWithResolvers<IncomingEnd | Attempt>>();
const endOf = (pid: string): PromiseWithResolvers<IncomingEnd | Attempt> => {
  const waiting = ends.get(pid) ?? Promise.withResolvers();
  ends.set(pid, waiting);
  return waiting;
};

const [{ role, databaseUrl, folder }] = (await once(process, 'message')) as [Begin];
const server = createServer((request, response) => void listener(request, response)).listen(0, '127.0.0.1');
await once(server, 'listening');
const options = {
  store: planeStore(openDatabase<DataspaceTables>(databaseUrl, { maxConnections: 4 })),
  clock: systemClock,
  random: systemRandom,
  report: () => {},
  address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  mayReach: () => true,
  onEnd: async (pid: string, end: IncomingEnd | Attempt) => endOf(pid).resolve(end),
  key: generateSigningKey(),
  source: folderSource({ folder, fileOf: (datasetId) => datasetId }),
  targetOf: async (agreementId: string) => agreementId,
  mayUse: async () => ({ kind: 'allowed' as const }),
  recordUse: async () => {},
  folder,
  maxBytes: 2 ** 40,
  inbox: emptyInbox(),
};
const listener = planeListener({ provider: options, consumer: options });
const running = {
  signal: new AbortController().signal,
  onFault: (error: unknown) => process.stderr.write(`${error}\n`),
};
// Both have one database: each side takes up its own work only.
void (role === 'consumer' ? runDownloads(options, running) : runUploads(options, running));

function transferOf({ pid, address }: Order): Transfer {
  return {
    ...{ pid, dataAddress: address, agreementId: 'data', peer: 'did:web:peer.example' },
    ...{ peerPid: undefined, peerAddress: '', reason: undefined, createdAtMs: 0, updatedAtMs: 0 },
    ...{ state: 'STARTED', format: '', role: 'provider' },
  };
}

async function obey(order: Order): Promise<Answer> {
  const transfer = transferOf(order);
  if (order.kind === 'open pull') return { address: (await pullProvider(options).start(transfer))! };
  if (order.kind === 'open inbox') {
    const address = await openInbox(transfer, options);
    await pushConsumer(options).start(transfer);
    return { address };
  }
  await (order.kind === 'fetch' ? pullConsumer(options) : pushProvider(options)).start(transfer);
  const before = performance.now();
  const end = await endOf(order.pid).promise;
  return { end, seconds: (performance.now() - before) / 1000 };
}

process.on('message', (order: Order) => {
  void obey(order).then((answer) => process.send!(answer));
});
process.on('disconnect', () => process.exit());
process.send!({});
