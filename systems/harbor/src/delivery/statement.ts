import type { Bilingual } from '../documents.ts';

/** What each side of a delivery learns, in plain words; it is part of what the sides sign. */
export function deliveryStatement([consumer, ...providers]: readonly string[]): Bilingual {
  const learns = (said: string, separator: string): string =>
    providers.map((provider) => `- ${provider}${separator}${said}`).join('\n');
  return {
    en: [
      `- ${consumer}: All rows of the products, with each firm’s code and all offered columns, but for firms that have withdrawn.`,
      learns(
        'That and when the rows were fetched, and how many bytes of them; no data of the consumer.',
        ': ',
      ),
      'Once delivered, the rows are out of their holder’s reach: purpose, place, the time they are kept and that they are not passed on are the ' +
        'consumer’s word. How often and until when they are delivered, and to whom, the holder’s node enforces.',
    ].join('\n'),
    zh: [
      `- ${consumer}：产品全部数据行，含企业代码及所列各列，已撤回授权的企业除外。`,
      learns('数据行何时被取用及取用的字节数；不得知使用方任何数据。', '：'),
      '数据交付后即脱离持有方控制：用途、使用地点、保存期限及不转交第三方由使用方承诺；交付次数、期限和接收方由持有方节点强制执行。',
    ].join('\n'),
  };
}
