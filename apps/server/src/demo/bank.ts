import { systemPause } from '@finharbor/kernel';
import type { YuanClient } from './clients.ts';
import { demoPeople } from './people.ts';

const id = (last: string): string => `01937f00-0000-7000-8000-00000000${last}`;
const yuan = (amount: bigint): bigint => amount * 100n;

/** Who has a bank account, what is on it to begin with and how much of it goes into the wallet. */
const customers = [
  { login: 'resident-a', no: '1', hasMinor: yuan(5_000n), topsUpMinor: yuan(800n) },
  { login: 'resident-b', no: '2', hasMinor: yuan(5_000n), topsUpMinor: yuan(800n) },
  { login: 'owner-a', no: '3', hasMinor: yuan(200_000n), topsUpMinor: yuan(50_000n) },
  { login: 'bureau', no: '4', hasMinor: yuan(10_000_000n), topsUpMinor: yuan(2_000_000n) },
] as const;

const pollMs = 100;
const mostPolls = 150;

/** Opens accounts at the simulated bank, links wallets with them and tops each up once. Repeating it changes nothing. */
export async function setUpBank(as: (login: string) => Promise<YuanClient>): Promise<void> {
  const operator = await as('operator');
  const parties = new Map(demoPeople({ party: 'hub' }).map(({ login, party }) => [login, party]));
  for (const { login, no, hasMinor, topsUpMinor } of customers) {
    const opening = { id: id(`ba1${no}`), party: parties.get(login)!, amountMinor: hasMinor };
    const { body: account } = await operator.postBankAccount({ body: opening });
    const who = await as(login);
    const wallet = (await who.listWallets({})).body.items[0]!;
    const params = { number: wallet.number };
    await who.putLinkedAccount({ params: { ...params, account: account.number } });
    const asked = { id: id(`ba2${no}`), amountMinor: topsUpMinor, account: account.number };
    await who.postTopUp({ params, body: asked });
    await arrives(who, { number: wallet.number, id: asked.id });
  }
}

/** What comes after it in the demonstration spends the money. */
async function arrives(
  who: YuanClient,
  params: { readonly number: string; readonly id: string },
): Promise<void> {
  const never = new AbortController().signal;
  for (let poll = 0; poll < mostPolls; poll++) {
    if ((await who.getExchange({ params })).body.endedAtMs !== null) return;
    await systemPause(pollMs, never);
  }
}
