import { join } from 'node:path';
import type { DataspaceTables } from '@finharbor/dataspace';
import {
  discardLanded,
  emptyInbox,
  type IncomingEnd,
  openInbox,
  type PlaneCommon,
  type PlaneListener,
  planeListener,
  planeStore,
  recordLeftUses,
  rowsSource,
  runDownloads,
  runUploads,
} from '@finharbor/dataspace/planes';
import { codeOf, FinharborError, repeat, type SigningKey } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { NodeContext } from '../context.ts';
import type { HarborTables } from '../database.gen.ts';
import type { Parties } from '../negotiation/parties.ts';
import type { JobPlane } from '../transfers/plane.ts';
import type { TransferLinks } from '../transfers/store.ts';
import { consume, consumingPlane } from './consume.ts';
import type { DeliveryContext } from './context.ts';
import { type DeliveredFiles, deliveredFiles } from './files.ts';
import { formats } from './formats.ts';
import { mayStillUse } from './may-still-use.ts';
import { deliveryPlanOf } from './plan.ts';
import { provide, providingPlane } from './provide.ts';
import { deliveredRows } from './rows.ts';
import { deliveryStore } from './store.ts';
import { waiters } from './waiters.ts';
import { deliveryWays } from './ways.ts';

/** What a node's deliveries are made of. */
export type DeliveryParts = {
  readonly ctx: NodeContext;
  readonly db: Kysely<HarborTables & DataspaceTables>;
  readonly parties: Parties;
  readonly links: TransferLinks;
  /** Signs the tokens that let consumers fetch; of no use to anybody else. */
  readonly key: SigningKey;
  /** Of this node alone: files on their way out, and files that have landed. */
  readonly folder: string;
  /** Where the listener is reached from outside, without a slash at the end. */
  readonly address: string;
};

/** A node's data planes for rows. */
export type Deliveries = {
  readonly planes: readonly JobPlane[];
  /** Serves what consumers fetch and takes in what providers send. */
  readonly listener: PlaneListener;
  readonly files: DeliveredFiles;
  /** Fetches, sends, and deletes what has been kept for long enough, until the signal fires. */
  readonly work: (signal: AbortSignal) => Promise<void>;
};

/** The largest file that is taken in: as much as 100 million rows of a few columns. */
const mostBytes = 16 * 2 ** 30;
/** A process's server bounds the time of one request: a part must get through within it on a slow line. */
const partBytes = 8 << 20;
/** Millions of rows are read from the database into a file first. */
const prepareMs = 600_000;
const sweepEveryMs = 600_000;

/** Opens a node's data planes for rows; `work` has to run for anything to move. */
export function openDeliveries(parts: DeliveryParts): Deliveries {
  const context = contextOf(parts);
  const { provider, consumer } = context;
  const inbox = emptyInbox();
  return {
    planes: deliveryWays.map((way) => ({
      format: formats[way],
      provider: providingPlane(context, way),
      consumer: consumingPlane(context, way),
      prepareMs,
      carries: (job) => job.kind === 'deliver' && deliveryPlanOf(job)?.way === way,
      ...(way === 'push' && { inbox: (transfer) => inboxFor(context, transfer) }),
      run: (part) => (part.job.roster[0] === parts.ctx.party ? consume : provide)(context, part),
    })),
    listener: planeListener({ provider, consumer: { ...consumer, inbox } }),
    files: deliveredFiles(context),
    work: (signal) => work(context, signal),
  };
}

function contextOf({ ctx, db, parties, links, key, folder, address }: DeliveryParts): DeliveryContext {
  const store = deliveryStore(db as unknown as Kysely<HarborTables>, ctx.clock);
  const waiting = waiters();
  const reach = new Set<string>();
  const common: PlaneCommon & { readonly address: string; readonly mayReach: (url: URL) => boolean } = {
    store: planeStore(db as unknown as Kysely<DataspaceTables>),
    clock: ctx.clock,
    random: ctx.random,
    report: ({ kind, transferId, code, bytes }) =>
      ctx.note(`planes.${kind}`, {
        transferId,
        ...(code && { code }),
        ...(bytes !== undefined && { bytes }),
      }),
    address,
    mayReach: ({ origin }) => reach.has(origin),
  };
  const query = (id: string) => deliveredRows(ctx.store, { id, issuer: ctx.party });
  return {
    ...{ ctx, parties, links, store, waiters: waiting, reckoned: new Map() },
    refreshReach: async () => {
      for (const { url } of await ctx.store.peers.list()) reach.add(new URL(url).origin);
    },
    provider: {
      ...common,
      key,
      source: rowsSource({ folder: join(folder, 'outgoing'), query }),
      targetOf: async () => '',
      mayUse: mayStillUse({ ctx, links }),
      // It was counted with the job's answer, and its receipt stood in the log before the first byte left.
      recordUse: async () => {},
      onEnd: async (transferId, end) => {
        if (end.kind === 'failed') waiting.end(transferId, faultOf(end.code, ''));
      },
      partBytes,
    },
    consumer: {
      ...common,
      folder: join(folder, 'landed'),
      maxBytes: mostBytes,
      onEnd: async (transferId, end) => waiting.end(transferId, endOf(end)),
    },
  };
}

function endOf(end: IncomingEnd) {
  return end.kind === 'whole' ? end : faultOf(end.code, end.detail);
}

function faultOf(code: string, detail: string): FinharborError {
  return new FinharborError({ code, publicMessage: detail === '' ? 'The delivery has failed.' : detail });
}

/** What is sent may arrive before the message that it will be. */
function inboxFor(
  { consumer, waiters: waiting }: DeliveryContext,
  transfer: Parameters<typeof openInbox>[0],
): ReturnType<typeof openInbox> {
  waiting.open(transfer.pid);
  return openInbox(transfer, consumer);
}

async function work(context: DeliveryContext, signal: AbortSignal): Promise<void> {
  const { ctx, provider, consumer, store, refreshReach } = context;
  const onFault = (error: unknown): void => ctx.note('delivery.fault', { code: codeOf(error) }, error);
  await refreshReach();
  await recordLeftUses(provider);
  const sweep = async (): Promise<void> => {
    for (const transferId of await store.due()) {
      await discardLanded({ folder: consumer.folder, transferId });
      await store.deleted(transferId);
    }
  };
  await Promise.all([
    runDownloads(consumer, { signal, onFault }),
    runUploads(provider, { signal, onFault }),
    repeat(sweep, { everyMs: sweepEveryMs, signal, onFault }),
  ]);
}
