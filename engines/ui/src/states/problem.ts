import { FinharborError, RemoteProblem } from '@finharbor/kernel/contract';
import { useEffect, useSyncExternalStore } from 'react';
import { useLanguage } from '../i18n/hooks.ts';

type Titles = Readonly<Record<string, { readonly title: { readonly en: string; readonly zh: string } }>>;

let load: () => Promise<Titles> = async () => ({});
/** Undefined until the first error asks for them. */
let titles: Titles | undefined;
const watchers = new Set<() => void>();

/** Tells the page where the names of its systems' error codes are, in both languages; they are loaded with the first error. */
export function registerProblems(tables: () => Promise<Titles>): void {
  load = tables;
}

/** An error as a person is told of it. */
export type ProblemText = {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly instance: string | undefined;
  readonly fields: readonly { readonly pointer: string; readonly detail: string }[];
};

/**
 * An error in the chosen language; undefined where there is none, and for the moment until its words are here. Details come from the
 * server in English and are left out in Chinese.
 */
export function useProblem(error: unknown): ProblemText | undefined {
  const { language } = useLanguage();
  const titles = useSyncExternalStore(watch, current);
  const isFault = error !== undefined && error !== null;
  useEffect(() => {
    if (isFault) void loadTitles();
  }, [isFault]);
  if (!isFault || !titles) return undefined;
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

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}

function current(): Titles | undefined {
  return titles;
}

/** Where the names cannot be had, as without network, the page's own few have to do; the next error asks again. */
async function loadTitles(): Promise<void> {
  if (titles && titles !== none) return;
  titles = await load().catch(() => none);
  for (const tell of watchers) tell();
}

const none: Titles = {};

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
