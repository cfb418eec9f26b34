import { FinharborError, fail } from '@finharbor/kernel';

const askAgain =
  'Open the ledger again and ask for the same ids: what was carried out is not carried out twice.';
const otherRelease = 'The cluster does not speak with a client of this release.';

/** What the client refuses with, and what it is called here. Source: `ErrorCodes` in tigerbeetle-node's `src/index.ts`. */
const faults: Readonly<Record<string, readonly [code: string, publicMessage: string]>> = {
  ERR_CLIENT_CLOSED: ['ledger.closed', `The ledger was closed. ${askAgain}`],
  ERR_CLIENT_EVICTED: ['ledger.evicted', `The cluster has ended this session. ${askAgain}`],
  ERR_CLIENT_RELEASE_TOO_LOW: ['ledger.wrong_release', otherRelease],
  ERR_CLIENT_RELEASE_TOO_HIGH: ['ledger.wrong_release', otherRelease],
  ERR_TOO_MUCH_DATA: ['ledger.too_many_events', 'The request holds more than this cluster takes at once.'],
};

/** Throws what the client threw under a code of the ledger's. */
export function fault(error: unknown): never {
  if (error instanceof FinharborError) throw error;
  const [code, publicMessage] = faults[String((error as { code?: unknown }).code)] ?? [
    'ledger.client_failed',
    'The client of TigerBeetle has failed.',
  ];
  return fail(code, publicMessage, error);
}
