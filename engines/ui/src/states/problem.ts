import { FinharborError, RemoteProblem } from '@finharbor/kernel/contract';
import { useLanguage } from '../i18n/hooks.ts';

type Titles = Readonly<Record<string, { readonly title: { readonly en: string; readonly zh: string } }>>;

let titles: Titles = {};

/** Tells the page what the error codes of its systems are called in both languages. */
export function registerProblems(...tables: readonly Titles[]): void {
  titles = Object.assign({}, titles, ...tables) as Titles;
}

/** An error as a person is told of it. */
export type ProblemText = {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly instance: string | undefined;
  readonly fields: readonly { readonly pointer: string; readonly detail: string }[];
};

/** An error in the chosen language; undefined where there is none. Details come from the server in English and are left out in Chinese. */
export function useProblem(error: unknown): ProblemText | undefined {
  const { language } = useLanguage();
  if (error === undefined || error === null) return undefined;
  const isZh = language === 'zh-CN';
  const code = error instanceof FinharborError ? error.code : 'internal';
  const known = titles[code]?.title ?? fallback[code] ?? fallback.internal!;
  const title = language === 'pseudo' ? `⟦${known.en}⟧` : isZh ? known.zh : known.en;
  const detail = error instanceof FinharborError ? error.publicMessage : '';
  const fields = error instanceof FinharborError ? error.fields : [];
  const shown = language === 'pseudo' ? `⟦${detail}⟧` : detail;
  return {
    code,
    title,
    detail: isZh && titles[code] ? '' : shown,
    instance: error instanceof RemoteProblem ? error.problem.instance : undefined,
    fields,
  };
}

const fallback: Titles[string] extends { title: infer T } ? Readonly<Record<string, T>> : never = {
  internal: { en: 'Something failed', zh: '出现错误' },
  'client.unreachable': {
    en: 'The server cannot be reached. Check the connection and try again.',
    zh: '无法连接服务器，请检查网络后重试。',
  },
  'client.interrupted': { en: 'The connection broke off. Try again.', zh: '连接中断，请重试。' },
  'client.unexpected_answer': {
    en: 'The server answered in a way this page does not know. Reload the page.',
    zh: '服务器的应答无法识别，请刷新页面。',
  },
};
