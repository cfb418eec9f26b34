import type { Tone } from '@finharbor/ui';

type Bilingual = { readonly en: string; readonly zh: string };

/** A made-up firm. */
export type Firm = {
  readonly uscc: string;
  readonly name: Bilingual;
  readonly district: Bilingual;
  readonly limit: number;
  readonly change: number;
  readonly state: (typeof states)[number];
  readonly sinceMs: number;
};

/** The states they can be in. */
export const states = ['inForce', 'waiting', 'over', 'refused', 'draft'] as const;

/** How a state's mark looks. */
export const tones: Readonly<Record<Firm['state'], Tone>> = {
  inForce: 'good',
  waiting: 'accent',
  over: 'neutral',
  refused: 'bad',
  draft: 'warn',
};

/** Districts of the made-up firms. */
export const districts: readonly Bilingual[] = [
  { en: 'Pudong', zh: '浦东新区' },
  { en: 'Huangpu', zh: '黄浦区' },
  { en: 'Xuhui', zh: '徐汇区' },
  { en: 'Jing’an', zh: '静安区' },
  { en: 'Minhang', zh: '闵行区' },
];

const stems: readonly Bilingual[] = [
  { en: 'Harbour Logistics', zh: '海港物流' },
  { en: 'Anhe Foods', zh: '安禾食品' },
  { en: 'Zhongrui Optics', zh: '中锐光学' },
  { en: 'Beichen Textiles', zh: '北辰纺织' },
  { en: 'Qingyuan Water', zh: '清源水务' },
  { en: 'Liming Tools', zh: '黎明工具' },
  { en: 'Dongfang Cold Chain', zh: '东方冷链' },
];

const beginMs = Date.UTC(2026, 0, 5);
const dayMs = 86_400_000;

/** So many made-up firms, the same each time. */
export function firms(count: number): readonly Firm[] {
  return Array.from({ length: count }, (_, at) => {
    const stem = stems[at % stems.length]!;
    const number = Math.floor(at / stems.length) + 1;
    return {
      uscc: `91310000MA${String(1_000_000 + at * 7919).padStart(7, '0')}${'0123456789ABCDEFGHJ'[at % 19]}`,
      name: { en: `${stem.en} ${number}`, zh: `${stem.zh}${number}号公司` },
      district: districts[(at * 3) % districts.length]!,
      limit: ((at * 37) % 90) * 12_500 + 50_000,
      change: ((at * 13) % 41) / 4 - 5,
      state: states[at % states.length]!,
      sinceMs: beginMs + ((at * 17) % 300) * dayMs,
    };
  });
}
