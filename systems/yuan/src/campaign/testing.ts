import assert from 'node:assert/strict';
import { codeOf } from '@finharbor/kernel';
import { type TestYuan, testYuan, type YuanClient } from '../testing.ts';
import type { NewCampaign } from './make.ts';
import type { Terms } from './terms.ts';

/** A city in which campaigns are tested: a bureau and a bank that pay, shops, and people. */
export type City = TestYuan & {
  readonly bureau: YuanClient;
  readonly teller: YuanClient;
  /** The bureau's wallet, that of a café and that of a dealer in cars. */
  readonly pays: string;
  readonly cafe: string;
  readonly dealer: string;
  readonly people: readonly Person[];
  /** A campaign of the bureau's that opens in a minute and is open for ten; packets last an hour. */
  readonly make: (terms: Terms, more?: Partial<NewCampaign>) => Promise<string>;
  readonly balance: (wallet: string) => Promise<bigint>;
};

/** Somebody with a wallet. */
export type Person = { readonly client: YuanClient; readonly wallet: string; readonly party: string };

const minute = 60_000;
const name = { en: 'A', zh: '甲' };

/** Builds the city with so many people. */
export async function testCity(count: number): Promise<City> {
  const yuan = await testYuan();
  const { newId, clock, ctx } = yuan;
  const operator = await yuan.as({ login: 'operator', party: 'hub', role: 'operator' });
  const bureau = await yuan.as({ login: 'bureau', party: 'hub', role: 'bureau' });
  const teller = await yuan.as({ login: 'teller', party: 'firm:bank', role: 'teller' });
  const params = { code: 'bank' };
  await operator.putOperator({ params, body: { name, party: 'firm:bank' } });
  await operator.postIssue({ params, body: { id: newId(), amountMinor: 1_000_000_000_00n } });
  const open = async (who: YuanClient): Promise<string> => {
    const plain = { operator: 'bank', label: 'W', parent: null, singleMinor: null, dayMinor: null };
    return (await who.postWallet({ body: { id: newId(), ...plain } })).body.number;
  };
  const fill = async (number: string, amountMinor: bigint): Promise<void> => {
    const wallet = {
      wallet: number,
      limits: { singleMinor: null, dayMinor: null, yearMinor: null, balanceMinor: null },
    };
    const done = await ctx.till.topUp({ id: newId(), operator: 'bank', wallet, amountMinor });
    assert.equal(done.kind, 'done');
  };
  const pays = await open(bureau);
  await fill(pays, 100_000_000_00n);
  const shop = async (login: string, uscc: string, category: 'food' | 'cars'): Promise<string> => {
    const owner = await yuan.as({ login, party: `firm:${uscc}`, role: 'owner' });
    const number = await open(owner);
    await owner.putMerchant({ params: { number }, body: { name, category } });
    return number;
  };
  const cafe = await shop('cafe', '91350100M000100Y43', 'food');
  const dealer = await shop('dealer', '91440300MA5F000014', 'cars');
  const people: Person[] = [];
  for (let at = 0; at < count; at++) {
    const party = `person:01937f00-0000-7000-8000-0000000${String(10000 + at)}`;
    const client = await yuan.as({ login: `p${at}`, party, role: 'resident' });
    const wallet = await open(client);
    await fill(wallet, 1_000_00n);
    people.push({ client, wallet, party });
  }
  const make = async (terms: Terms, more: Partial<NewCampaign> = {}): Promise<string> => {
    const id = newId();
    const now = clock.nowMs();
    const times = {
      opensAtMs: now + minute,
      closesAtMs: now + 11 * minute,
      packetsUntilMs: now + 71 * minute,
    };
    await bureau.postCampaign({
      body: { id, wallet: pays, title: name, about: name, terms, ...times, ...more },
    });
    return id;
  };
  const balance = async (wallet: string): Promise<bigint> => (await ctx.till.balance(wallet))!.availableMinor;
  return { ...yuan, bureau, teller, pays, cafe, dealer, people, make, balance };
}

/** What a call came to: `done`, or the code it was refused with. */
export async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'done';
  } catch (error) {
    return codeOf(error);
  }
}
