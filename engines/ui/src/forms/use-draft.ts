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
  /** `restored` after a draft was found; `kept` once what is typed has been kept; `unkept` where keeping it failed. */
  readonly state: 'new' | 'restored' | 'kept' | 'unkept';
  /** Begins anew, and forgets the draft: also for when the form has been sent. */
  readonly discard: () => Promise<void>;
  /** Takes a discarded value up again and keeps it, also when the form has been left since. */
  readonly bringBack: (value: Value) => void;
};

const quietMs = 800;

/** Brings back what somebody had begun to fill in, unless they have typed meanwhile, and keeps what they type once they pause. */
export function useDraft<Value>(store: DraftStore<Value>, first: Value): DraftState<Value> {
  const [value, setValue] = useState(first);
  const [state, setState] = useState<DraftState<Value>['state']>('new');
  const begun = useRef(first);
  const isTyped = useRef(false);
  /** What has still to be kept. */
  const waiting = useRef<{ readonly value: Value }>(undefined);
  const keeping = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => {
    let isLeft = false;
    // A draft that cannot be read is no reason not to show the form.
    store.load().then(
      (found) => {
        if (isLeft || isTyped.current || found === undefined) return;
        setValue(found);
        setState('restored');
      },
      () => {},
    );
    return () => {
      isLeft = true;
    };
  }, [store]);
  const keep = useCallback(() => {
    if (!waiting.current) return;
    const { value } = waiting.current;
    waiting.current = undefined;
    keeping.current = store.keep(value).then(
      () => setState((now) => (isTyped.current ? 'kept' : now)),
      () => setState('unkept'),
    );
  }, [store]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change begins the pause anew
  useEffect(() => {
    const timer = setTimeout(keep, quietMs);
    return () => clearTimeout(timer);
  }, [keep, value]);
  // Who leaves does not wait for the pause.
  useEffect(() => {
    addEventListener('pagehide', keep);
    return () => {
      removeEventListener('pagehide', keep);
      keep();
    };
  }, [keep]);
  const set = useCallback((next: Value) => {
    isTyped.current = true;
    waiting.current = { value: next };
    setValue(next);
  }, []);
  const discard = useCallback(async () => {
    isTyped.current = false;
    waiting.current = undefined;
    setValue(begun.current);
    setState('new');
    // What is still on its way would bring the draft back.
    await keeping.current;
    await store.forget();
  }, [store]);
  const bringBack = useCallback(
    (back: Value) => {
      set(back);
      keep();
    },
    [set, keep],
  );
  return { value, set, state, discard, bringBack };
}
