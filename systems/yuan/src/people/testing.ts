import { postResident } from '@finharbor/access/contract';
import { codeOf } from '@finharbor/kernel';
import { type TypedClient, typedClient } from '@finharbor/kernel/http';
import { type TestYuan, testYuan, type YuanClient } from '../testing.ts';
import type { WalletView } from '../wallets/views.ts';
import type { NewTier } from './routes.ts';

/** Citizens' numbers of nobody, with right check characters: born 1990, 1985 and 2015. */
export const numbers = ['110105199001010010', '110105198506150022', '110105201501010033'] as const;

/** The digital yuan with one bank and its people. */
export type TrustYuan = TestYuan & {
  readonly operator: YuanClient;
  readonly bureau: YuanClient;
  readonly tellers: readonly [YuanClient, YuanClient];
  /** A person who has made an account, with a wallet. */
  readonly resident: (login: string, phone: string) => Promise<Resident>;
  readonly open: (who: YuanClient, more?: object) => Promise<WalletView>;
};

/** Somebody with a wallet. */
export type Resident = { readonly client: YuanClient; readonly wallet: WalletView; readonly party: string };

const password = 'correct horse battery';

/** Starts it. */
export async function trustYuan(): Promise<TrustYuan> {
  const yuan = await testYuan();
  const { newId } = yuan;
  const operator = await yuan.as({ login: 'operator', party: 'hub', role: 'operator' });
  const bureau = await yuan.as({ login: 'bureau', party: 'hub', role: 'bureau' });
  const bank = { party: 'firm:bank', role: 'teller' };
  const tellers = [
    await yuan.as({ login: 'teller-1', ...bank }),
    await yuan.as({ login: 'teller-2', ...bank }),
  ] as const;
  await operator.putOperator({
    params: { code: 'bank' },
    body: { name: { en: 'Bank', zh: '银行' }, party: 'firm:bank' },
  });
  await operator.postIssue({
    params: { code: 'bank' },
    body: { id: newId(), amountMinor: 1_000_000_00n },
  });
  const open = async (who: YuanClient, more: object = {}): Promise<WalletView> => {
    const plain = { operator: 'bank', label: 'W', parent: null, singleMinor: null, dayMinor: null };
    return (await who.postWallet({ body: { id: newId(), ...plain, ...more } })).body;
  };
  const resident = async (login: string, phone: string): Promise<Resident> => {
    const { body } = await anybody(yuan).postResident({ body: { id: newId(), login, password, phone } });
    const client = await yuan.signIn({ login, password });
    return { client, wallet: await open(client), party: body.party };
  };
  return { ...yuan, operator, bureau, tellers, resident, open };
}

/** What anybody may call. */
export function anybody({ url }: TestYuan): TypedClient<{ readonly postResident: typeof postResident }> {
  return typedClient({ postResident }, url);
}

/** The code a call is refused with, or `done`. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'done';
  } catch (error) {
    return codeOf(error);
  }
}

/** What somebody asks a tier with. */
export function tierOf(
  { newId }: TestYuan,
  tier: NewTier['tier'],
  identity: readonly [name: string, number: string] | null = null,
): NewTier {
  const [name, number] = identity ?? [];
  return {
    id: newId(),
    tier,
    identity: identity && { name: name!, document: { type: 'resident_id', number: number! } },
  };
}

/** Somebody states another document in their profile, as everybody may at any time. */
export async function changeDocument({ ctx }: TestYuan, party: string, number: string): Promise<void> {
  await ctx.people.identify(party, { name: '另一', document: { type: 'resident_id', number } });
}
