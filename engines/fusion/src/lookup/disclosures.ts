import type { Bilingual } from '../scorecard/disclosures.ts';
import type { Manifest } from './manifest.ts';
import { labels } from './wire.ts';

/** One kind of message of a look-up, and what it tells whoever receives it. */
export type LookupDisclosure = {
  readonly label: string;
  readonly to: 'holder' | 'querier' | 'both';
  /** True where the bytes tell nothing without a secret that the receiver lacks. */
  readonly masked: boolean;
  readonly text: Bilingual;
};

/** What of a table its leakage depends on. */
export type LookupTerms = Pick<Manifest, 'labelBytes' | 'mode' | 'largestQuery'>;

type Entry = readonly [label: string, to: LookupDisclosure['to'], masked: boolean, en: string, zh: string];

/** Everything that a session sends, and what it tells whom; nothing is sent under another label. */
export function lookupDisclosures(terms: LookupTerms): readonly LookupDisclosure[] {
  const { labelBytes, mode, largestQuery } = terms;
  const [labelled, labelledZh] =
    labelBytes === 0
      ? ['', '']
      : [` and ciphertexts of labels, each of the same length`, '，以及长度一致的标签密文'];
  const [proof, proofZh] = mode === 'plain' ? ['', ''] : [', with a proof of the key', '，并附密钥使用证明'];
  const entries: readonly Entry[] = [
    [labels.hello, 'both', false, 'The hash of session and roles.', '会话与角色的哈希值。'],
    [
      labels.manifest,
      'querier',
      false,
      'Name and version of the table; for its first preparation and for each update the number of distinct identifiers, the number of rows rounded up to a power of two, and the bytes.',
      '数据表的名称与版本；首次制备及每次更新所含的去重标识数、上取整到二的幂的行数以及字节数。',
    ],
    [
      labels.request,
      'holder',
      false,
      `Which parts of the table the querier lacks, hence when it last fetched; the number of distinct identifiers asked about, at most ${largestQuery}.`,
      `查询方缺少数据表的哪些部分（由此可知其上次下载的时间）；所查询的去重标识数，至多 ${largestQuery} 个。`,
    ],
    [labels.hashes, 'querier', false, 'Hashes of the parts of the table.', '数据表各部分的哈希值。'],
    [
      labels.chunk,
      'querier',
      true,
      `Fingerprints of identifiers under the holder’s key${labelled}, in an order that does not depend on the holder’s rows.`,
      `由持有方密钥生成的标识指纹${labelledZh}，其顺序与持有方的行序无关。`,
    ],
    [
      labels.blinded,
      'holder',
      true,
      'Blinded identifiers: random elements to the holder. A query asked again after an interruption is recognised as the same.',
      '盲化后的标识：对持有方而言为随机群元素。中断后重发的查询会被识别为同一次查询。',
    ],
    [
      labels.decision,
      'querier',
      false,
      'Whether the budget allows the query, how much of it is left, and when to come again.',
      '预算是否允许本次查询、剩余额度以及可再次查询的时间。',
    ],
    [
      labels.evaluated,
      'querier',
      false,
      `The evaluations of the identifiers asked about${proof}; with the table they say which of them are in it${labelBytes === 0 ? '' : ' and what their labels are'}, and go on saying so for every update until the holder prepares the table under a new key.`,
      `所查询标识的求值结果${proofZh}；结合数据表可知哪些标识在表中${labelBytes === 0 ? '' : '及其标签'}，并且在持有方更换密钥重新制备之前，对此后的每次更新同样有效。`,
    ],
  ];
  return entries.map(([label, to, masked, en, zh]) => ({ label, to, masked, text: { en, zh } }));
}

/** What a table that others ask about tells whom, in both languages, ready to be shown before it is agreed to. */
export function lookupStatement(terms: LookupTerms): Bilingual {
  const told = lookupDisclosures(terms).filter(({ masked }) => !masked);
  const en = { holder: 'The holder learns', querier: 'The querier learns', both: 'Both learn' };
  const zh = { holder: '持有方得知', querier: '查询方得知', both: '双方得知' };
  return {
    en: [...told.map(({ to, text }) => `- ${en[to]}: ${text.en}`), notPrevented.en].join('\n'),
    zh: [...told.map(({ to, text }) => `- ${zh[to]}：${text.zh}`), notPrevented.zh].join('\n'),
  };
}

const notPrevented: Bilingual = {
  en:
    'The holder does not learn which identifiers are asked about, nor which are found. Not prevented: asking about guessed identifiers ' +
    'within the budget, a table with invented or missing rows, queriers that share one budget’s answers with others.',
  zh:
    '持有方不会得知所查询的是哪些标识，也不会得知哪些被命中。' +
    '无法防止：在预算之内查询猜测的标识、数据表含有虚构或缺失的行，以及查询方将查得结果转告他人。',
};
