import { formatMoney, money, type PaperLanguage } from '@finharbor/kernel';
import type { PaperDraft } from '@finharbor/kernel/http';
import type { Charge, PricePlan } from '../pricing/plan.ts';
import type { Names } from './names.ts';
import { filled } from './texts.ts';

type Texts = {
  readonly title: string;
  readonly product: string;
  readonly price: string;
  readonly kinds: Readonly<Record<PricePlan['kind'], string>>;
};

/** What a contract on paper says of prices; `{}` stands for the plan's name, then for the amount in yuan. */
const texts: { readonly [L in PaperLanguage]: Texts } = {
  en: {
    title: 'Prices',
    product: 'Product',
    price: 'Price',
    kinds: {
      free: '{}: free',
      per_use: '{}: {} yuan per use',
      per_result: '{}: {} yuan per result delivered',
      subscription: '{}: {} yuan per month',
    },
  },
  zh: {
    title: '价格',
    product: '产品',
    price: '计价',
    kinds: {
      free: '{}：免费',
      per_use: '{}：每次 {} 元',
      per_result: '{}：每个交付结果 {} 元',
      subscription: '{}：每月 {} 元',
    },
  },
};

/** What is paid for which product, as a section of its own; none where nothing is. */
export function pricesSection(
  charges: readonly Charge[],
  language: PaperLanguage,
  names: Names,
): PaperDraft['sections'] {
  const text = texts[language];
  if (charges.length === 0) return [];
  const amountOf = (plan: PricePlan): string =>
    plan.kind === 'free' ? '' : formatMoney(money(BigInt(plan.amountMinor), plan.currency));
  return [
    {
      title: text.title,
      parts: [
        {
          kind: 'table',
          columns: [
            { title: text.product, share: 3 },
            { title: text.price, share: 2 },
          ],
          rows: charges.map(({ product, plan }) => [
            names.product(product),
            filled(text.kinds[plan.kind], plan.plan, amountOf(plan)),
          ]),
        },
      ],
    },
  ];
}
