import { type Context, createContext, useCallback, useContext, useEffect, useRef, useState } from 'react';

/** Where drafts are kept; a draft is text, under a name. */
export type DraftStore = {
  readonly read: (name: string) => Promise<string | undefined>;
  readonly keep: (name: string, text: string) => Promise<void>;
  readonly drop: (name: string) => Promise<void>;
};

const keyOf = (name: string): string => `finharbor.draft.${name}`;

/** Drafts in this browser alone. */
export const localDrafts: DraftStore = {
  read: async (name) => localStorage.getItem(keyOf(name)) ?? undefined,
  keep: async (name, text) => localStorage.setItem(keyOf(name), text),
  drop: async (name) => localStorage.removeItem(keyOf(name)),
};

/** The store that drafts are kept in; another system's takes its place by providing it here. */
export const DraftsIn: Context<DraftStore> = createContext(localDrafts);

/** What is being filled in. */
export type Draft<T> = {
  readonly value: T;
  readonly change: (part: Partial<T>) => void;
  /** It goes on from what was filled in before. */
  readonly isFoundAgain: boolean;
  /** Forgets it: it was sent, or is begun anew. */
  readonly drop: () => void;
};

const pauseMs = 300;

/**
 * What is being filled in, kept under a name as it is typed, so that leaving and coming back loses nothing. Of an older draft each part
 * counts whose kind is still the same. Passwords and codes do not belong in one.
 */
export function useDraft<T extends Readonly<Record<string, unknown>>>(name: string, first: T): Draft<T> {
  const store = useContext(DraftsIn);
  const [value, setValue] = useState(first);
  const [isFoundAgain, setFound] = useState(false);
  const begin = useRef(first);
  /** What has still to be kept. */
  const waiting = useRef<T>(undefined);
  const isTouched = useRef(false);
  useEffect(() => {
    let isOver = false;
    void store.read(name).then((text) => {
      const found = text === undefined ? undefined : partsOf(text, begin.current);
      // What is typed meanwhile is newer.
      if (isOver || isTouched.current || !found) return;
      setValue({ ...begin.current, ...found });
      setFound(true);
    });
    return () => {
      isOver = true;
    };
  }, [store, name]);
  const keep = useCallback(() => {
    if (waiting.current) void store.keep(name, JSON.stringify(waiting.current));
    waiting.current = undefined;
  }, [store, name]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change begins the pause anew
  useEffect(() => {
    const timer = setTimeout(keep, pauseMs);
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
  return {
    value,
    isFoundAgain,
    change(part) {
      isTouched.current = true;
      waiting.current = { ...(waiting.current ?? value), ...part };
      setValue(waiting.current);
    },
    drop() {
      isTouched.current = true;
      waiting.current = undefined;
      setValue(begin.current);
      setFound(false);
      void store.drop(name);
    },
  };
}

function partsOf<T extends Readonly<Record<string, unknown>>>(
  text: string,
  first: T,
): Partial<T> | undefined {
  try {
    const found: Readonly<Record<string, unknown>> = Object(JSON.parse(text));
    const parts = Object.entries(first).flatMap(([key, value]) =>
      typeof found[key] === typeof value && Array.isArray(found[key]) === Array.isArray(value)
        ? [[key, found[key]]]
        : [],
    );
    return parts.length === 0 ? undefined : (Object.fromEntries(parts) as Partial<T>);
  } catch {
    return undefined;
  }
}
