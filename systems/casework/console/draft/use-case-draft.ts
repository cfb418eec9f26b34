import type { CaseDraft } from '@finharbor/casework/contract';
import { codeOf } from '@finharbor/kernel/contract';
import { useKeepOnLeaving } from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { type QueryClient, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { cases, casesWhileLeaving } from '../api.ts';
import type { FormValue } from '../form/fields.ts';
import { type AsideKey, forgetAside, putAside, takenFromAside } from './aside.ts';
import {
  afterChoosing,
  afterReading,
  afterSaving,
  begun,
  type Filled,
  isUnsaved,
  readDraft,
  sentDraft,
  type Work,
} from './work.ts';

/** A form that is kept while it is filled in, by several people and on several devices at once. */
export type CaseDraftState = {
  readonly value: Filled;
  readonly set: (next: Filled) => void;
  readonly clashes: Work['clashes'];
  readonly choose: (name: string, isMine: boolean) => void;
  /** The draft as it was last read or saved; null where there is none. */
  readonly kept: CaseDraft | null;
  /** `aside`: it could not be sent and waits in this browser. */
  readonly line: 'up' | 'aside';
  readonly isRestored: boolean;
  /** Keeps at once what is typed. */
  readonly keep: () => Promise<void>;
  /** Begins anew, and throws the draft away. */
  readonly discard: () => Promise<void>;
  /** What was filled in has been sent: nothing of it is kept any more. */
  readonly isSent: () => void;
};

const quietMs = 800;
const everyMs = 3_000;

/** Which form of which case, and what stands in it where nobody has begun. */
export type Drafting = { readonly id: string; readonly step: string; readonly first: FormValue };

/** Brings a draft back, keeps what is typed once its person pauses, and puts together what others fill in meanwhile. */
export function useCaseDraft({ id, step, first }: Drafting): CaseDraftState {
  const key: AsideKey = { account: useWho()?.id ?? '', id, step };
  const { work, latest, change } = useWork(first);
  const client = useQueryClient();
  const [kept, setKept] = useState<CaseDraft | null>(null);
  const [line, setLine] = useState<CaseDraftState['line']>('up');
  const [isRestored, setRestored] = useState(false);
  const isTyped = useRef(false);
  const read = useRead(id, step);
  const { data } = read;
  const isRead = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft is taken up as often as it is read, and of one key
  const accept = useCallback((draft: CaseDraft | null): void => {
    const aside = isRead.current ? undefined : takenFromAside(key);
    if (!isRead.current && !isTyped.current && (draft || aside)) setRestored(true);
    isRead.current = true;
    setKept(draft);
    change((before) => {
      const mine = aside ? { ...before, ...aside, mine: { ...aside.mine, ...typedIn(before) } } : before;
      return afterReading(mine, draft ? keptOf(draft) : undefined);
    });
  }, []);
  const { keep, isSending } = useSaver({ key, latest, change, accept, setKept, setLine, isRead });
  useEffect(() => {
    // What is on its way would be taken for a colleague's.
    if (data !== undefined && !isSending()) accept(data.draft);
  }, [data, accept, isSending]);
  usePauses(work, keep, line === 'aside' || work.clashes.length > 0);
  const set = useCallback(
    (mine: Filled) => {
      isTyped.current = true;
      change((before) => ({ ...before, mine }));
    },
    [change],
  );
  const choose = (name: string, isMine: boolean): void =>
    change((before) => afterChoosing(before, { name, isMine }));
  const discard = async (): Promise<void> => {
    const { revision } = latest.current;
    forgetAside(key);
    change((before) => ({ ...before, mine: before.base, clashes: [] }));
    // Somebody who has saved it meanwhile is not undone: what they saved is read again.
    if (revision > 0)
      await cases.deleteCaseDraft({ params: { id, step }, query: { revision } }).catch(() => {});
    setRestored(false);
    setKept(null);
    change(() => begun(first));
    await read.refetch();
  };
  const isSent = (): void => {
    forgetAside(key);
    setKept(null);
    change(({ mine }) => begun(mine));
    client.setQueryData(queryKeyOf(id, step), { draft: null });
  };
  return {
    value: work.mine,
    set,
    clashes: work.clashes,
    choose,
    kept,
    line,
    isRestored,
    keep,
    discard,
    isSent,
  };
}

type Change = (to: (work: Work) => Work) => void;

/** What is filled in, for the page and, as it is now, for whatever is under way. */
function useWork(first: FormValue): {
  readonly work: Work;
  readonly latest: RefObject<Work>;
  readonly change: Change;
} {
  const [work, setWork] = useState(() => begun(first));
  const latest = useRef(work);
  const change = useCallback<Change>((to) => {
    latest.current = to(latest.current);
    setWork(latest.current);
  }, []);
  return { work, latest, change };
}

/** Keeps what is unsaved once its person pauses; where that cannot be now, it is tried again. */
function usePauses(work: Work, keep: () => Promise<void>, isWaiting: boolean): void {
  useEffect(() => {
    if (!isUnsaved(work)) return;
    const timer = setInterval(keep, isWaiting ? everyMs : quietMs);
    return () => clearInterval(timer);
  }, [keep, work, isWaiting]);
}

/** What was typed before anything was read. */
function typedIn({ first, mine }: Work): Filled {
  return Object.fromEntries(Object.entries(mine).filter(([name, value]) => first[name] !== value));
}

function keptOf(draft: CaseDraft) {
  return { value: readDraft(draft), revision: draft.revision };
}

function queryKeyOf(id: string, step: string): readonly string[] {
  return ['case-drafts', id, step];
}

/** The draft as the server has it, looked at again every few seconds: others fill the same form in. */
function useRead(id: string, step: string): UseQueryResult<{ readonly draft: CaseDraft | null }> {
  return useQuery({
    queryKey: queryKeyOf(id, step),
    queryFn: async () => (await cases.getCaseDraft({ params: { id, step } })).body,
    refetchInterval: everyMs,
    // What another form has read once is not what is there now.
    gcTime: 0,
  });
}

type Saving = {
  readonly key: AsideKey;
  readonly latest: { readonly current: Work };
  readonly isRead: { readonly current: boolean };
  readonly change: (to: (work: Work) => Work) => void;
  readonly setKept: (draft: CaseDraft | null) => void;
  readonly setLine: (line: CaseDraftState['line']) => void;
  readonly accept: (draft: CaseDraft | null) => void;
};

/** Sends what is not saved, one after the other; what cannot be sent is put aside. */
function useSaver(saving: Saving): { readonly keep: () => Promise<void>; readonly isSending: () => boolean } {
  const client = useQueryClient();
  const now = useRef(saving);
  now.current = saving;
  const sending = useRef<Promise<void>>(undefined);
  const keep = useCallback(async (): Promise<void> => {
    const { key, latest, isRead } = now.current;
    // What is on its way is waited for, and what was typed meanwhile sent after it.
    if (sending.current) {
      putAside(key, latest.current);
      await sending.current;
    }
    if (sending.current || !isUnsaved(latest.current)) return;
    putAside(key, latest.current);
    // Until somebody has chosen, or what is there is known, it waits here.
    if (latest.current.clashes.length > 0 || !isRead.current) return;
    sending.current = send(now.current, client).finally(() => {
      sending.current = undefined;
    });
    await sending.current;
  }, [client]);
  useKeepOnLeaving(keep);
  // A field that is left waits for no pause.
  useEffect(() => {
    addEventListener('focusout', keep);
    return () => removeEventListener('focusout', keep);
  }, [keep]);
  return { keep, isSending: useCallback(() => sending.current !== undefined, []) };
}

async function send(
  { key, latest, change, accept, setKept, setLine }: Saving,
  client: QueryClient,
): Promise<void> {
  const { id, step } = key;
  const { mine: value, revision } = latest.current;
  const queryKey = queryKeyOf(id, step);
  try {
    const body = { ...sentDraft(value), revision };
    const { draft } = (await casesWhileLeaving.putCaseDraft({ params: { id, step }, body })).body;
    // What was asked before is older than this.
    await client.cancelQueries({ queryKey });
    client.setQueryData(queryKey, { draft });
    change((before) => afterSaving(before, { value, revision: draft!.revision }));
    setKept(draft);
    setLine('up');
    if (!isUnsaved(latest.current)) forgetAside(key);
  } catch (error) {
    if (codeOf(error) !== 'case.draft_changed') return setLine('aside');
    // Where that fails, too, the next try is told again.
    await cases.getCaseDraft({ params: { id, step } }).then(
      ({ body }) => accept(body.draft),
      () => setLine('aside'),
    );
  }
}
