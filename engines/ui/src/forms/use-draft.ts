import { useCallback, useEffect, useRef, useState } from 'react';

/** Where a form's draft is kept: it comes back on every device of its person. */
export type DraftStore<Value> = {
  /** What was kept last; undefined where nothing is, or not in the form that is understood now. */
  readonly load: () => Promise<Value | undefined>;
  readonly keep: (value: Value) => Promise<void>;
  readonly forget: () => Promise<void>;
};

/** A form's value that is kept while it is filled in. */
export type DraftState<Value> = {
  readonly value: Value;
  readonly set: (value: Value) => void;
  /** Makes the next value of what it is by then: for where a field and a step may both change it at once. */
  readonly change: (next: (before: Value) => Value) => void;
  /** `restored` after a draft was found; `kept` once what is typed has been kept; `unkept` where keeping it failed. */
  readonly state: 'new' | 'restored' | 'kept' | 'unkept';
  /** Keeps at once what is typed, and not after the pause; it may be asked for with nothing to keep, and does not fail. */
  readonly keep: () => Promise<void>;
  /** Begins anew, and forgets the draft: also for when the form has been sent. */
  readonly discard: () => Promise<void>;
  /** Takes a discarded value up again and keeps it, also when the form has been left since. */
  readonly bringBack: (value: Value) => void;
};

const quietMs = 800;
const shown = new Set<() => Promise<void>>();

/** Has every form in sight keep its draft at once: for who is about to be no longer signed in. */
export async function keepDrafts(): Promise<void> {
  await Promise.all([...shown].map((keep) => keep()));
}

/** Brings back what somebody had begun to fill in, unless they have typed meanwhile, and keeps what they type once they pause. */
export function useDraft<Value>(store: DraftStore<Value>, first: Value): DraftState<Value> {
  const [value, setValue] = useState(first);
  const [state, setState] = useState<DraftState<Value>['state']>('new');
  const begun = useRef(first);
  const latest = useRef(first);
  const isTyped = useRef(false);
  const show = useCallback((next: Value) => {
    latest.current = next;
    setValue(next);
  }, []);
  useEffect(() => {
    let isLeft = false;
    // A draft that cannot be read is no reason not to show the form.
    store.load().then(
      (found) => {
        if (isLeft || isTyped.current || found === undefined) return;
        show(found);
        setState('restored');
      },
      () => {},
    );
    return () => {
      isLeft = true;
    };
  }, [store, show]);
  const tell = useCallback((isKept: boolean) => {
    if (!isKept) setState('unkept');
    else if (isTyped.current) setState('kept');
  }, []);
  const { note, keep, drop } = useKeeping(store, tell);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change begins the pause anew
  useEffect(() => {
    const timer = setTimeout(keep, quietMs);
    return () => clearTimeout(timer);
  }, [keep, value]);
  const set = useCallback(
    (next: Value) => {
      isTyped.current = true;
      note(next);
      show(next);
    },
    [note, show],
  );
  const change = useCallback((next: (before: Value) => Value) => set(next(latest.current)), [set]);
  const discard = useCallback(async () => {
    isTyped.current = false;
    show(begun.current);
    setState('new');
    // What is still on its way would bring the draft back.
    await drop();
    await store.forget();
  }, [store, show, drop]);
  const bringBack = useCallback(
    (back: Value) => {
      set(back);
      void keep();
    },
    [set, keep],
  );
  return { value, set, change, state, keep, discard, bringBack };
}

/** Has a form keep what is typed when the page or the form is left, and before its person is signed out: who leaves waits for no pause. */
export function useKeepOnLeaving(keep: () => Promise<void>): void {
  useEffect(() => {
    addEventListener('pagehide', keep);
    shown.add(keep);
    return () => {
      removeEventListener('pagehide', keep);
      shown.delete(keep);
      void keep();
    };
  }, [keep]);
}

type Keeping<Value> = {
  /** What has to be kept next. */
  readonly note: (value: Value) => void;
  readonly keep: () => Promise<void>;
  /** Keeps nothing more of what was noted, and waits for what is on its way. */
  readonly drop: () => Promise<void>;
};

/** Keeps what was noted when it is asked to, when the page or the form is left, and before the person is signed out. */
function useKeeping<Value>(store: DraftStore<Value>, tell: (isKept: boolean) => void): Keeping<Value> {
  const waiting = useRef<{ readonly value: Value }>(undefined);
  const keeping = useRef<Promise<void>>(Promise.resolve());
  const keep = useCallback((): Promise<void> => {
    if (waiting.current) {
      const { value } = waiting.current;
      waiting.current = undefined;
      // One after the other: of two on their way the older one might arrive last.
      keeping.current = keeping.current
        .then(() => store.keep(value))
        .then(
          () => tell(true),
          () => tell(false),
        );
    }
    return keeping.current;
  }, [store, tell]);
  useKeepOnLeaving(keep);
  const note = useCallback((value: Value) => {
    waiting.current = { value };
  }, []);
  const drop = useCallback(() => {
    waiting.current = undefined;
    return keeping.current;
  }, []);
  return { note, keep, drop };
}
