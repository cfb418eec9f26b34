import { accessErrors, authorize } from '@finharbor/access';
import { generateSigningKey, idSource, signBytes, systemClock, systemRandom } from '@finharbor/kernel';
import { openDatabase } from '@finharbor/kernel/database';
import { commonErrors, errorTable, type HttpContext, httpApp, register } from '@finharbor/kernel/http';
import { accountFilterFlags, openLedger } from '@finharbor/ledger';
import {
  keepRunning,
  openTill,
  receiptWords,
  reportedLimits,
  type YuanContext,
  type YuanTables,
  yuanEndpoints,
  yuanErrors,
} from '@finharbor/yuan';

// The digital yuan alone, in a process of its own, so that its memory is its own. Whoever calls says who it is: sign-in is not measured here.
const [, , databaseUrl] = process.argv;
const clock = systemClock;
const ids = idSource(clock, systemRandom);
const ledger = await openLedger({ url: databaseUrl!, clock, random: systemRandom });
const { debits, credits, reversed } = accountFilterFlags;
const key = generateSigningKey();
const ctx: YuanContext = {
  db: openDatabase<YuanTables>(databaseUrl!, { maxConnections: 8 }),
  clock,
  newId: ids,
  random: systemRandom,
  till: openTill(ledger, clock),
  ledger,
  past: {
    // No statement is drawn here.
    balance: async () => 0n,
    made: ledger.lookupTransfers,
    // Nobody watches, and nobody is asked who they are.
    trial: async () => [],
    since: async () => [],
    transfers: (accountId, { before, limit }) =>
      ledger.getAccountTransfers({
        accountId,
        limit,
        flags: debits | credits | reversed,
        ...(before === undefined ? {} : { timestampMax: before - 1n }),
      }),
  },
  limits: reportedLimits,
  people: { known: async () => undefined, identify: async () => 'no_document' },
  evidence: { append: () => Promise.reject(new Error('No evidence is asked for here.')) },
  sealKey: systemRandom.bytes(32),
  tell: async () => {},
  sign: (message) => ({ key: key.publicKey, signature: signBytes(key, receiptWords, message) }),
  note: (event, _facts, error) => void process.stderr.write(`${event} ${String(error)}\n`),
};
const context: HttpContext = {
  clock,
  errors: errorTable(commonErrors, accessErrors, yuanErrors),
  authorize,
  audit: async () => {},
  authenticate: async ({ headers }) => {
    const role = String(headers['x-role']);
    const person = { account: role, login: role, session: role, party: 'hub', roles: [role] };
    return { kind: 'account', ...person, provenAtMs: clock.nowMs() };
  },
};
const app = httpApp({ context, ids, log: { level: 'silent' } });
register(app, yuanEndpoints(ctx), context);
void keepRunning(ctx, new AbortController().signal);
process.send?.(await app.listen({ host: '127.0.0.1', port: 0 }));
