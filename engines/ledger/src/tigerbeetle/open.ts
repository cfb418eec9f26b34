import { fail } from '@finharbor/kernel';
import type { Ledger } from '../ledger.ts';
import { accountFlags } from '../model/account.ts';
import { checkAccountFilter, checkQueryFilter } from '../model/check-filter.ts';
import { accountFilterFlags, queryFilterFlags } from '../model/query.ts';
import { transferFlags } from '../model/transfer.ts';
import { type Client, type ClientPackage, loadClientPackage } from './client.ts';
import {
  fromWireAccount,
  fromWireAccountStatus,
  fromWireBalance,
  fromWireTransfer,
  fromWireTransferStatus,
  toWireAccountFilter,
  toWireAccounts,
  toWireIds,
  toWireQueryFilter,
  toWireTransfers,
} from './records.ts';
import { inPages, inTurn, lookupsOf, requestsOf } from './requests.ts';
import { Session } from './session.ts';

/** Which cluster: its id, and the addresses of its replicas in the order that the cluster has them, each `ip:port`. */
export type TigerBeetleOptions = { readonly clusterId: bigint; readonly addresses: readonly string[] };

/**
 * Opens the ledger that a TigerBeetle cluster keeps, through `tigerbeetle-node`, which the caller installs. Requests wait while the cluster
 * cannot be reached; one of more than 8,189 events or rows is sent in two. Errors: `ledger.tigerbeetle_missing`,
 * `ledger.client_not_started`; later `ledger.closed` for what is under way at the end, `ledger.wrong_release`, and `ledger.evicted`, after
 * which the ledger is opened again; the client of 0.17.9 then keeps the process from ending by itself.
 */
export async function openTigerBeetleLedger(options: TigerBeetleOptions): Promise<Ledger> {
  const session = new Session(start(await loadClientPackage(), options));
  return {
    ...writing(session),
    ...reading(session),
    async [Symbol.asyncDispose]() {
      session.close();
    },
  };
}

function start({ createClient }: ClientPackage, { clusterId, addresses }: TigerBeetleOptions): Client {
  try {
    return createClient({ cluster_id: clusterId, replica_addresses: addresses });
  } catch (error) {
    const publicMessage =
      "TigerBeetle's client does not start: look at the id and the addresses of the cluster.";
    return fail('ledger.client_not_started', publicMessage, error);
  }
}

type Writing = Pick<Ledger, 'createAccounts' | 'createTransfers'>;

function writing(session: Session): Writing {
  return {
    async createAccounts(accounts) {
      const requests = requestsOf(toWireAccounts(accounts), accountFlags.linked);
      const results = await session.ask((client) => inTurn(requests, client.createAccounts));
      return results.map(({ status, timestamp }) => ({ status: fromWireAccountStatus(status), timestamp }));
    },
    async createTransfers(transfers) {
      const requests = requestsOf(toWireTransfers(transfers), transferFlags.linked);
      const results = await session.ask((client) => inTurn(requests, client.createTransfers));
      return results.map(({ status, timestamp }) => ({ status: fromWireTransferStatus(status), timestamp }));
    },
  };
}

function reading(session: Session): Omit<Ledger, keyof Writing | keyof AsyncDisposable> {
  const ofAccount = accountFilterFlags.reversed;
  const ofAll = queryFilterFlags.reversed;
  return {
    async lookupAccounts(ids) {
      const requests = lookupsOf(toWireIds(ids));
      return (await session.ask((client) => inTurn(requests, client.lookupAccounts))).map(fromWireAccount);
    },
    async lookupTransfers(ids) {
      const requests = lookupsOf(toWireIds(ids));
      return (await session.ask((client) => inTurn(requests, client.lookupTransfers))).map(fromWireTransfer);
    },
    async getAccountTransfers(filter) {
      checkAccountFilter(filter);
      const pages = { filter: toWireAccountFilter(filter), reversed: ofAccount };
      return (await session.ask((client) => inPages(pages, client.getAccountTransfers))).map(
        fromWireTransfer,
      );
    },
    async getAccountBalances(filter) {
      checkAccountFilter(filter);
      const pages = { filter: toWireAccountFilter(filter), reversed: ofAccount };
      return (await session.ask((client) => inPages(pages, client.getAccountBalances))).map(fromWireBalance);
    },
    async queryAccounts(filter) {
      checkQueryFilter(filter);
      const pages = { filter: toWireQueryFilter(filter), reversed: ofAll };
      return (await session.ask((client) => inPages(pages, client.queryAccounts))).map(fromWireAccount);
    },
    async queryTransfers(filter) {
      checkQueryFilter(filter);
      const pages = { filter: toWireQueryFilter(filter), reversed: ofAll };
      return (await session.ask((client) => inPages(pages, client.queryTransfers))).map(fromWireTransfer);
    },
  };
}
