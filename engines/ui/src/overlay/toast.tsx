import {
  createContext,
  type ReactElement,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useState,
} from 'react';
import type { Tone } from '../data/badge.tsx';
import { Button } from '../forms/button.tsx';
import { useText } from '../i18n/hooks.ts';

/** A short notice that something was done. */
export type Toast = {
  readonly tone?: Tone;
  readonly title: string;
  /** Takes back what was done, where that is safe. */
  readonly onUndo?: () => void;
  /** It goes by itself after a while; only where who misses it has lost nothing. */
  readonly isPassing?: boolean;
};
type Shown = Toast & { readonly key: number };

const Context = createContext<(toast: Toast) => void>(() => {});

/** Shows notices below the page and reads them out politely, at most three; they stay until they are put away, but for passing ones. */
export function ToastProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const show = useCallback(
    (toast: Toast) =>
      setShown((before) => [...before.slice(-2), { ...toast, key: (before.at(-1)?.key ?? 0) + 1 }]),
    [],
  );
  return (
    <Context value={show}>
      {children}
      <div
        aria-live="polite"
        className="notices no-print fixed inset-x-3 bottom-3 z-50 grid justify-items-end gap-2"
      >
        {shown.map((toast) => (
          <Notice
            key={toast.key}
            toast={toast}
            onClose={() => setShown((now) => now.filter(({ key }) => key !== toast.key))}
          />
        ))}
      </div>
    </Context>
  );
}

const edges: Readonly<Record<Tone, string>> = {
  neutral: 'border-s-edge',
  accent: 'border-s-accent',
  good: 'border-s-good',
  warn: 'border-s-warn',
  bad: 'border-s-bad',
};

/** Long enough to read it, find its button and press it, also by keyboard. */
const passingMs = 15_000;

function Notice({ toast, onClose }: { readonly toast: Toast; readonly onClose: () => void }): ReactElement {
  const text = useText('ui');
  const [isHeld, setHeld] = useState(false);
  const hold = { onPointerEnter: () => setHeld(true), onFocus: () => setHeld(true) };
  const release = { onPointerLeave: () => setHeld(false), onBlur: () => setHeld(false) };
  useEffect(() => {
    if (!toast.isPassing || isHeld) return;
    const timer = setTimeout(onClose, passingMs);
    return () => clearTimeout(timer);
  });
  return (
    <div
      {...hold}
      {...release}
      className={`flex max-w-md items-center gap-3 rounded-lg border border-line border-s-4 bg-raised py-2 ps-4 pe-2 shadow-lg ${edges[toast.tone ?? 'neutral']}`}
    >
      <span>{toast.title}</span>
      {toast.onUndo && (
        <Button
          onPress={() => {
            toast.onUndo?.();
            onClose();
          }}
        >
          {text('undo')}
        </Button>
      )}
      <Button variant="quiet" onPress={onClose}>
        {text('close')}
      </Button>
    </div>
  );
}

/** Shows a notice. */
export function useToast(): (toast: Toast) => void {
  return useContext(Context);
}
