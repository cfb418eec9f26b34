import { syntheticUscc } from '@finharbor/kernel';
import type { YuanClient } from './clients.ts';

/** The bank of the demonstration that opens wallets: its people are of this party. */
export const bankOfWallets: string = `firm:${syntheticUscc('operator of wallets')}`;
/** The party of the first of its people. */
export const residentA: string = 'person:01937f00-0000-7000-8000-0000000000a1';
const operatorCode = 'demo-bank';

/** Movements and wallets of the demonstration are fixed, so that a second start finds them. */
const id = (last: string): string => `01937f00-0000-7000-8000-00000000${last}`;
const plain = { parent: null, singleMinor: null, dayMinor: null, operator: operatorCode } as const;

/** Who does what in it. */
export type YuanPeople = {
  readonly operator: YuanClient;
  /** The owner of firm A, which is a shop. */
  readonly shop: YuanClient;
  readonly residents: readonly [YuanClient, YuanClient];
  readonly bureau: YuanClient;
};

/** Admits a bank, opens wallets for people, a shop and the bureau; gives the shop's wallet. Repeating it changes nothing. */
export async function setUpYuan({ operator, shop, residents, bureau }: YuanPeople): Promise<string> {
  const name = { en: 'Demo Wallet Bank', zh: '演示钱包银行' };
  const params = { code: operatorCode };
  await operator.putOperator({ params, body: { name, party: bankOfWallets } });
  await operator.postIssue({ params, body: { id: id('e001'), amountMinor: 10_000_000_000n } });
  const opened = await shop.postWallet({ body: { ...plain, id: id('e010'), label: 'Firm A' } });
  await shop.putMerchant({
    params: { number: opened.body.number },
    body: { name: { en: 'Firm A Café', zh: '甲咖啡馆' }, category: 'food' },
  });
  for (const [at, resident] of residents.entries())
    await resident.postWallet({ body: { ...plain, id: id(`e02${at}`), label: 'Wallet 钱包' } });
  await bureau.postWallet({ body: { ...plain, id: id('e030'), label: 'Bureau 金融局' } });
  return opened.body.number;
}
