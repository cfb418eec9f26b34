import { fail } from '@finharbor/kernel';
import type { Ledger } from '../ledger.ts';
import { accountFlags } from '../model/account.ts';
import { checkAccountFilter, checkQueryFilter } from '../model/check-filter.ts';
import { accountFilterFlags, queryFilterFlags } from '../model/query.ts';
import { transferFlags } from '../model/transfer.ts';
import { type Client, type ClientPackage, loadClientPackage } from './client.ts';
import { fault } from './fault.ts';
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

/** Which cluster: its id, and the addresses of its replicas in the order that the cluster has them, each `ip:port`. */
export type TigerBeetleOptions = { readonly clusterId: bigint; readonly addresses: readonly string[] };

/**
 * Opens the ledger that a TigerBeetle cluster keeps, through `tigerbeetle-node`, which the caller installs. While the cluster cannot be
 * reached, requests wait. A request of more than 8,189 events or rows is sent in two. Errors: `ledger.tigerbeetle_missing`,
 * `ledger.client_not_started`; later `ledger.evicted`, `ledger.wrong_release`, and `ledger.closed` for what is under way at the end.
 */
export async function openTigerBeetleLedger(options: TigerBeetleOptions): Promise<Ledger> {
  const client = start(await loadClientPackage(), options);
  return {
    ...writing(client),
    ...reading(client),
    async [Symbol.asyncDispose]() {
      client.destroy();
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

function writing(client: Client): Pick<Ledger, 'createAccounts' | 'createTransfers'> {
  return {
    async createAccounts(accounts) {
      const requests = requestsOf(toWireAccounts(accounts), accountFlags.linked);
      const results = await inTurn(requests, (batch) => client.createAccounts(batch)).catch(fault);
      return results.map(({ status, timestamp }) => ({ status: fromWireAccountStatus(status), timestamp }));
    },
    async createTransfers(transfers) {
      const requests = requestsOf(toWireTransfers(transfers), transferFlags.linked);
      const results = await inTurn(requests, (batch) => client.createTransfers(batch)).catch(fault);
      return results.map(({ status, timestamp }) => ({ status: fromWireTransferStatus(status), timestamp }));
    },
  };
}

function reading(client: Client): Omit<Ledger, 'createAccounts' | 'createTransfers' | keyof AsyncDisposable> {
  const ofAccount = accountFilterFlags.reversed;
  const ofAll = queryFilterFlags.reversed;
  return {
    async lookupAccounts(ids) {
      const rows = await inTurn(lookupsOf(toWireIds(ids)), (some) => client.lookupAccounts(some)).catch(
        fault,
      );
      return rows.map(fromWireAccount);
    },
    async lookupTransfers(ids) {
      const rows = await inTurn(lookupsOf(toWireIds(ids)), (some) => client.lookupTransfers(some)).catch(
        fault,
      );
      return rows.map(fromWireTransfer);
    },
    async getAccountTransfers(filter) {
      checkAccountFilter(filter);
      const ask = toWireAccountFilter(filter);
      const rows = await inPages(ask, ofAccount, (page) => client.getAccountTransfers(page)).catch(fault);
      return rows.map(fromWireTransfer);
    },
    async getAccountBalances(filter) {
      checkAccountFilter(filter);
      const ask = toWireAccountFilter(filter);
      const rows = await inPages(ask, ofAccount, (page) => client.getAccountBalances(page)).catch(fault);
      return rows.map(fromWireBalance);
    },
    async queryAccounts(filter) {
      checkQueryFilter(filter);
      const rows = await inPages(toWireQueryFilter(filter), ofAll, (page) =>
        client.queryAccounts(page),
      ).catch(fault);
      return rows.map(fromWireAccount);
    },
    async queryTransfers(filter) {
      checkQueryFilter(filter);
      const rows = await inPages(toWireQueryFilter(filter), ofAll, (page) =>
        client.queryTransfers(page),
      ).catch(fault);
      return rows.map(fromWireTransfer);
    },
  };
}
