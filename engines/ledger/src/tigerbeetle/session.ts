import { FinharborError } from '@finharbor/kernel';
import type { Client } from './client.ts';

const askAgain =
  'Open the ledger again and ask for the same ids: what was carried out is not carried out twice.';
const otherRelease = 'The cluster does not speak with a client of this release.';

/** What the client refuses with, and what it is called here. Source: `ErrorCodes` in tigerbeetle-node's `src/index.ts`. */
const refusals: Readonly<Record<string, readonly [code: string, publicMessage: string]>> = {
  ERR_CLIENT_CLOSED: ['ledger.closed', `The ledger was closed. ${askAgain}`],
  ERR_CLIENT_EVICTED: ['ledger.evicted', `The cluster has ended this session. ${askAgain}`],
  ERR_CLIENT_RELEASE_TOO_LOW: ['ledger.wrong_release', otherRelease],
  ERR_CLIENT_RELEASE_TOO_HIGH: ['ledger.wrong_release', otherRelease],
  ERR_TOO_MUCH_DATA: ['ledger.too_many_events', 'The request holds more than this cluster takes at once.'],
};

/** A session with a cluster, whose refusals are the ledger's faults. One that the cluster has ended says so ever after. */
export class Session {
  readonly #client: Client;
  #end: FinharborError | undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Asks the cluster. Errors: `ledger.evicted`, `ledger.wrong_release`, `ledger.closed`, `ledger.too_many_events`, `ledger.client_failed`. */
  async ask<Answer>(question: (client: Client) => Promise<Answer>): Promise<Answer> {
    try {
      return await question(this.#client);
    } catch (error) {
      const fault = faultOf(error);
      if (fault.code === 'ledger.evicted' || fault.code === 'ledger.wrong_release') this.#end ??= fault;
      throw this.#end ?? fault;
    }
  }

  /** Ends the session, with all that is under way. */
  close(): void {
    // tigerbeetle-node 0.17.9 aborts the whole process when a client is destroyed whose session the cluster has ended.
    if (!this.#end) this.#client.destroy();
  }
}

function faultOf(error: unknown): FinharborError {
  if (error instanceof FinharborError) return error;
  const [code, publicMessage] = refusals[String((error as { code?: unknown }).code)] ?? [
    'ledger.client_failed',
    'The client of TigerBeetle has failed.',
  ];
  return new FinharborError({ code, publicMessage, cause: error });
}
