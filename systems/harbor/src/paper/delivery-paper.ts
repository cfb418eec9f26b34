import { type PaperLanguage, paperFacts } from '@finharbor/kernel';
import type { PaperDraft } from '@finharbor/kernel/http';
import type { DeliveryResult } from '../delivery/result.ts';
import type { DeliveryWay } from '../delivery/ways.ts';

type Texts = {
  readonly title: string;
  readonly way: string;
  readonly ways: Readonly<Record<DeliveryWay, string>>;
  readonly rows: string;
  readonly bytes: string;
  readonly sha256: string;
};

const texts: Readonly<Record<PaperLanguage, Texts>> = {
  en: {
    title: 'What was delivered',
    way: 'How it came',
    ways: { pull: 'fetched by the consumer', push: 'sent by the provider' },
    rows: 'Rows',
    bytes: 'Bytes',
    sha256: 'SHA-256 of the file',
  },
  zh: {
    title: '交付内容',
    way: '交付方式',
    ways: { pull: '使用方拉取', push: '提供方推送' },
    rows: '行数',
    bytes: '字节数',
    sha256: '文件 SHA-256',
  },
};

/** What a delivery came to: what anybody who has the file can compare it with. */
export function deliverySection(
  { way, rows, bytes, sha256 }: DeliveryResult,
  language: PaperLanguage,
): PaperDraft['sections'][number] {
  const text = texts[language];
  return {
    title: text.title,
    parts: [
      paperFacts(language, [
        [text.way, text.ways[way]],
        [text.rows, String(rows)],
        [text.bytes, String(bytes)],
        [text.sha256, sha256],
      ]),
    ],
  };
}
