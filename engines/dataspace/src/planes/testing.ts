import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, createServer as createRelay, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSigningKey, manualClock, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import type { DataspaceTables } from '../database.gen.ts';
import type { DataAddress, Transfer } from '../domain.ts';
import { dataspaceMigrations } from '../migrations.ts';
import { type PlaneListener, planeListener } from './http.ts';
import type { IncomingEnd, MayUse, PlaneEvent } from './options.ts';
import { planeStore } from './postgres.ts';
import type { PullConsumerOptions } from './pull/consume.ts';
import type { PushProviderOptions } from './push/send.ts';
import { emptyInbox, type Inbox } from './push/take-in.ts';
import { folderSource } from './sources/file.ts';
import type { Use } from './store.ts';
import type { Attempt } from './work.ts';

/** What the sides speak through. */
export type Line = AsyncDisposable & {
  readonly port: number;
  /** From now on, what comes after so many bytes of either direction of a connection breaks it, or waits until more may pass. */
  pass: (bytes: number, beyond: 'breaks' | 'waits') => void;
  /** Whether something waits that may not pass. */
  readonly isHolding: () => boolean;
};

/** A provider and a consumer with a database, folders, and a line between them that a test can break. */
export type PlaneStage = AsyncDisposable & {
  readonly provider: PushProviderOptions;
  readonly consumer: PullConsumerOptions & { readonly inbox: Inbox };
  readonly clock: ReturnType<typeof manualClock>;
  readonly databaseUrl: string;
  readonly line: Line;
  /** The folder of the provider's data sets: that of agreement `a` is the file `a`. */
  readonly sources: string;
  readonly uses: Use[];
  readonly ends: { readonly transferId: string; readonly end: IncomingEnd | Attempt }[];
  readonly events: PlaneEvent[];
  /** What the policy says from now on. */
  decide: (decision: MayUse) => void;
};

const startMs = Date.UTC(2026, 0, 5, 8);

/** Starts both sides, each on a port of loopback. */
export async function planeStage(): Promise<PlaneStage> {
  const database = await testDatabase<DataspaceTables>([dataspaceMigrations]);
  const folder = mkdtempSync(join(tmpdir(), 'finharbor-planes-'));
  const clock = manualClock(startMs);
  let decision: MayUse = { kind: 'allowed' };
  const uses: Use[] = [];
  const ends: PlaneStage['ends'] = [];
  const events: PlaneEvent[] = [];
  let listener: PlaneListener | undefined;
  const server = createServer((request, response) => void listener!(request, response)).listen(
    0,
    '127.0.0.1',
  );
  await listening(server);
  const line = await openLine((server.address() as AddressInfo).port);
  const address = `http://127.0.0.1:${line.port}`;
  const common = {
    store: planeStore(database.db),
    clock,
    random: systemRandom,
    report: (event: PlaneEvent) => void events.push(event),
    address,
    mayReach: ({ hostname }: URL) => hostname === '127.0.0.1',
    onEnd: async (transferId: string, end: IncomingEnd | Attempt) => void ends.push({ transferId, end }),
  };
  const sources = join(folder, 'sources');
  const provider: PushProviderOptions = {
    ...common,
    key: generateSigningKey(),
    source: folderSource({ folder: sources, fileOf: (datasetId) => datasetId }),
    targetOf: async (agreementId) => agreementId,
    mayUse: async () => decision,
    recordUse: async (use) => void uses.push(use),
    recheckMs: 0,
    partBytes: 1 << 20,
  };
  const consumer = {
    ...common,
    folder: join(folder, 'landed'),
    maxBytes: 1 << 30,
    checkpointBytes: 1 << 20,
    inbox: emptyInbox(),
  };
  listener = planeListener({ provider, consumer });
  return {
    ...{ provider, consumer, clock, databaseUrl: database.url, line, sources, uses, ends, events },
    decide: (next) => {
      decision = next;
    },
    [Symbol.asyncDispose]: async () => {
      await line[Symbol.asyncDispose]();
      server.closeAllConnections();
      server.close();
      await database[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A transfer of the data set `agreementId` as one side knows it. */
export function transferOf(
  pid: string,
  {
    agreementId,
    role,
    dataAddress,
  }: Pick<Transfer, 'agreementId' | 'role'> & { dataAddress?: DataAddress | undefined },
): Transfer {
  return {
    pid,
    role,
    agreementId,
    dataAddress,
    peerPid: undefined,
    peer: role === 'provider' ? 'did:web:consumer.example' : 'did:web:provider.example',
    peerAddress: 'https://peer.example/dsp',
    reason: undefined,
    createdAtMs: startMs,
    updatedAtMs: startMs,
    state: 'STARTED',
    format: '',
  };
}

async function openLine(to: number): Promise<Line> {
  const pipes = new Set<Pipe>();
  const rule: Rule = { bytes: Number.POSITIVE_INFINITY, beyond: 'breaks' };
  const relay = createRelay((near) => {
    const far = connect(to, '127.0.0.1');
    const both = [carry({ from: near, to: far }, rule), carry({ from: far, to: near }, rule)];
    for (const pipe of both) {
      pipes.add(pipe);
      pipe.from.on('error', () => {});
      pipe.from.on('close', () => {
        pipes.delete(pipe);
        pipe.to.destroy();
      });
    }
  }).listen(0, '127.0.0.1');
  await listening(relay);
  return {
    port: (relay.address() as AddressInfo).port,
    pass: (bytes, beyond) => {
      Object.assign(rule, { bytes, beyond });
      for (const { go } of pipes) go();
    },
    isHolding: () => [...pipes].some((pipe) => pipe.isHolding()),
    [Symbol.asyncDispose]: async () => {
      for (const { from } of pipes) from.destroy();
      relay.close();
    },
  };
}

type Rule = { bytes: number; beyond: 'breaks' | 'waits' };
type Pipe = {
  readonly from: Socket;
  readonly to: Socket;
  readonly go: () => void;
  readonly isHolding: () => boolean;
};

function carry({ from, to }: Pick<Pipe, 'from' | 'to'>, rule: Rule): Pipe {
  let bytes = 0;
  let held: Buffer | undefined;
  const send = (chunk: Buffer): void => {
    bytes += chunk.length;
    held = bytes > rule.bytes ? chunk : undefined;
    if (held && rule.beyond === 'breaks') from.destroy();
    else if (held || !to.write(chunk)) from.pause();
  };
  from.on('data', send);
  from.on('end', () => to.end());
  to.on('drain', () => {
    if (!held) from.resume();
  });
  const go = (): void => {
    bytes = 0;
    const waiting = held;
    if (!waiting) return;
    from.resume();
    send(waiting);
  };
  return { from, to, go, isHolding: () => held !== undefined };
}

async function listening(server: Server | ReturnType<typeof createRelay>): Promise<void> {
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
}
