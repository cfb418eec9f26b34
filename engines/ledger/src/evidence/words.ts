import type { AccountVerdict } from './verify-account.ts';

/** What a proof says, in words: what is proven, and what is not. */
export type ProofWords = { readonly proven: readonly string[]; readonly notProven: readonly string[] };

type Language = 'en' | 'zh';

/**
 * Says what the verdict on a proof of an account's entries means to the account's holder, in English or Chinese. Names nothing that is not
 * in the verdict.
 */
export function proofWords(verdict: AccountVerdict, language: Language): ProofWords {
  if (verdict.kind === 'refused') return { proven: [], notProven: [texts[language].refused(verdict)] };
  const { account, entries, from, to, isFromOpening, signed } = verdict.statement;
  const facts = {
    account: account.id.toString(),
    count: entries.length,
    from: momentText(from),
    to: momentText(to),
    isFromOpening,
    origin: signed.origin,
    size: signed.size,
    cosigners: signed.cosigners.map(({ name }) => name),
  };
  const { proven, notProven } = texts[language];
  return { proven: proven(facts), notProven };
}

type Facts = {
  readonly account: string;
  readonly count: number;
  readonly from: string;
  readonly to: string;
  readonly isFromOpening: boolean;
  readonly origin: string;
  readonly size: number;
  readonly cosigners: readonly string[];
};

type Texts = {
  readonly proven: (facts: Facts) => readonly string[];
  readonly notProven: readonly string[];
  readonly refused: (verdict: Extract<AccountVerdict, { readonly kind: 'refused' }>) => string;
};

const texts: Readonly<Record<Language, Texts>> = {
  en: {
    proven: ({ account, count, from, to, isFromOpening, origin, size, cosigners }) => [
      `From ${from} to ${to} (UTC) account ${account} has ${count === 1 ? '1 entry' : `${count} entries`}: those shown, unchanged.`,
      'Each names the one before it, so none was left out in between and none was added.',
      isFromOpening
        ? 'The first is the first since the account was opened.'
        : 'The entry before the first is from before that time.',
      `The log ${origin} has signed this, in its tree of ${size} entries.`,
      cosigners.length === 0
        ? 'No witness has cosigned it: only the log’s own word stands behind it.'
        : `Cosigned by ${cosigners.join(', ')}: they saw no other history of this log.`,
    ],
    notProven: [
      'Anything after that time, or beside this ledger.',
      'That what was paid for was delivered, or that who asked for a transfer was allowed to.',
      'That the operator told the log about one account of this number only, and the right end of its entries: an audit of the whole journal finds out.',
    ],
    refused: ({ reason, timestamp }) =>
      `The proof is not accepted (${reason}${timestamp === undefined ? '' : `, entry of ${momentText(timestamp)} UTC`}). It proves nothing.`,
  },
  zh: {
    proven: ({ account, count, from, to, isFromOpening, origin, size, cosigners }) => [
      `${from} 至 ${to}（UTC）期间，账户 ${account} 共有 ${count} 笔分录，即所列各笔，内容未被更改。`,
      '每笔分录都指明其前一笔，因此中间既无遗漏，也无添加。',
      isFromOpening ? '首笔分录是该账户开立以来的第一笔。' : '首笔分录之前的一笔早于该期间。',
      `日志 ${origin} 已对此签名，其树共有 ${size} 个条目。`,
      cosigners.length === 0
        ? '没有见证人共同签名：仅有日志自身的声明。'
        : `${cosigners.join('、')} 已共同签名：其所见该日志只有这一种历史。`,
    ],
    notProven: [
      '该期间之后的事项，或本账本之外的事项。',
      '款项所对应的商品或服务已经交付，或转账发起人确有权限。',
      '运营方向日志申报的该编号账户仅有一个，且分录的末笔属实：须对整个账簿进行审计方能查明。',
    ],
    refused: ({ reason, timestamp }) =>
      `证明未被接受（${reason}${timestamp === undefined ? '' : `，分录时间 ${momentText(timestamp)} UTC`}），不能证明任何事项。`,
  },
};

const nsAMs = 1_000_000n;
/** The last moment that a `Temporal.Instant` can name. */
const lastMs = 8_640_000_000_000_000n;

/** A moment to the millisecond; nanoseconds tell entries apart, not people. */
function momentText(ns: bigint): string {
  const ms = ns / nsAMs < lastMs ? ns / nsAMs : lastMs;
  return Temporal.Instant.fromEpochMilliseconds(Number(ms))
    .toString({ fractionalSecondDigits: 3 })
    .replace('T', ' ')
    .replace('Z', '');
}
