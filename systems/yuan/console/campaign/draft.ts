import type { Say } from '@finharbor/ui';
import type { CampaignKind, Category, Quota, Terms } from '@finharbor/yuan/contract';
import { fenIn } from './fields.ts';

/** A campaign while its form is filled in. */
export type Draft = {
  readonly kind: CampaignKind;
  readonly wallet: string | undefined;
  readonly titleEn: string;
  readonly titleZh: string;
  readonly aboutEn: string;
  readonly aboutZh: string;
  /** One packet a line: amount in yuan, times how many. */
  readonly prizes: string;
  /** One district a line: code, English name, Chinese name, how many. */
  readonly quotas: string;
  readonly spend: 'wallet' | 'categories' | 'merchants';
  readonly categories: readonly string[];
  readonly merchants: string;
  readonly merchant: string;
  readonly own: string;
  readonly most: string;
  readonly budget: string;
  readonly amount: string;
  readonly wallets: string;
  /** One band a line: price from, amount. */
  readonly bands: string;
  readonly opensInMinutes: number | undefined;
  readonly openMinutes: number | undefined;
  readonly packetDays: number | undefined;
  readonly revealMinutes: number | undefined;
};

/** What the form begins with. */
export const emptyDraft: Draft = {
  kind: 'lottery',
  wallet: undefined,
  titleEn: '',
  titleZh: '',
  aboutEn: '',
  aboutZh: '',
  prizes: '200 x 10\n50 x 100',
  quotas: 'city, Whole city, 全市, 110',
  spend: 'categories',
  categories: ['food', 'groceries', 'retail'],
  merchants: '',
  merchant: '',
  own: '1',
  most: '20',
  budget: '10000',
  amount: '50',
  wallets: '',
  bands: '100000, 3000\n200000, 5000',
  opensInMinutes: 5,
  openMinutes: 60,
  packetDays: 30,
  revealMinutes: 60,
};

const linesOf = (typed: string): readonly string[] =>
  typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function prizesIn(
  typed: string,
): readonly { readonly amountMinor: bigint; readonly count: number }[] | undefined {
  const found = linesOf(typed).map((line) => {
    const [, amount, count] = /^([0-9.]+)\s*[x×*]\s*([1-9][0-9]{0,5})$/.exec(line) ?? [];
    const amountMinor = amount === undefined ? undefined : fenIn(amount);
    return amountMinor === undefined ? undefined : { amountMinor, count: Number(count) };
  });
  return allOf(found);
}

function quotasIn(typed: string): readonly Quota[] | undefined {
  const found = linesOf(typed).map((line) => {
    const [district = '', en = '', zh = '', count = ''] = line.split(/[,，]/).map((part) => part.trim());
    const isRight =
      /^[a-z][a-z0-9-]{0,29}$/.test(district) && en !== '' && zh !== '' && /^[0-9]{1,6}$/.test(count);
    return isRight ? { district, name: { en, zh }, count: Number(count) } : undefined;
  });
  return allOf(found);
}

function bandsIn(
  typed: string,
): readonly { readonly fromMinor: bigint; readonly amountMinor: bigint }[] | undefined {
  const found = linesOf(typed).map((line) => {
    const [fromMinor, amountMinor] = line.split(/[,，]/).map(fenIn);
    return fromMinor === undefined || amountMinor === undefined ? undefined : { fromMinor, amountMinor };
  });
  return allOf(found);
}

function allOf<T>(found: readonly (T | undefined)[]): readonly T[] | undefined {
  const right = found.filter((one) => one !== undefined);
  return right.length === found.length && right.length > 0 ? right : undefined;
}

const numbersIn = (typed: string): readonly string[] => typed.split(/[\s,，]+/).filter((one) => one !== '');
const areWallets = (typed: string): boolean => {
  const numbers = numbersIn(typed);
  return numbers.length > 0 && numbers.every((one) => /^[0-9]{16}$/.test(one));
};

/** What must be right about the terms before a form is sent. */
export function termsChecks(draft: Draft, text: Say): readonly (readonly [string, boolean, string])[] {
  const { kind, spend } = draft;
  const isAmount = (field: 'own' | 'most' | 'budget' | 'amount') =>
    [field, fenIn(draft[field]) !== undefined, text('fault.amount')] as const;
  const merchants = [
    'merchants',
    spend !== 'merchants' || areWallets(draft.merchants),
    text('fault.wallet'),
  ] as const;
  if (kind === 'lottery' || kind === 'rush')
    return [
      ['prizes', prizesIn(draft.prizes) !== undefined, text('fault.prizes')],
      ['quotas', quotasIn(draft.quotas) !== undefined, text('fault.quotas')],
      merchants,
    ];
  if (kind === 'discount')
    return [
      ['merchant', areWallets(draft.merchant), text('fault.wallet')],
      isAmount('own'),
      isAmount('most'),
      isAmount('budget'),
    ];
  if (kind === 'voucher')
    return [isAmount('amount'), ['wallets', areWallets(draft.wallets), text('fault.wallet')], merchants];
  return [['bands', bandsIn(draft.bands) !== undefined, text('fault.bands')], isAmount('budget')];
}

/** The terms of a draft that was found right. */
export function termsOf(draft: Draft): Terms {
  const { kind } = draft;
  const packets = () => ({ prizes: prizesIn(draft.prizes)!, quotas: quotasIn(draft.quotas)! });
  if (kind === 'lottery')
    return { kind, revealS: (draft.revealMinutes ?? 60) * 60, ...packets(), purpose: purposeOf(draft) };
  if (kind === 'rush') return { kind, ...packets(), purpose: purposeOf(draft) };
  const budgetMinor = fenIn(draft.budget)!;
  if (kind === 'discount')
    return {
      kind,
      merchant: numbersIn(draft.merchant)[0]!,
      ownMinor: fenIn(draft.own)!,
      mostMinor: fenIn(draft.most)!,
      budgetMinor,
    };
  if (kind === 'voucher')
    return {
      kind,
      wallets: [...new Set(numbersIn(draft.wallets))],
      amountMinor: fenIn(draft.amount)!,
      purpose: purposeOf(draft) ?? {},
    };
  return { kind, bands: bandsIn(draft.bands)!, budgetMinor };
}

function purposeOf({ spend, categories, merchants }: Draft): Extract<Terms, { purpose: unknown }>['purpose'] {
  if (spend === 'wallet') return null;
  return spend === 'categories'
    ? { categories: categories as readonly Category[] }
    : { merchants: numbersIn(merchants) };
}
