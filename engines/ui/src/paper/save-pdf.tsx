import { useMutation } from '@tanstack/react-query';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { Button } from '../forms/button.tsx';
import { useLanguage, useText } from '../i18n/hooks.ts';
import { saveFile } from '../save-file.ts';
import { useProblem } from '../states/problem.ts';

const patienceMs = 1_000;

/** Asks a server for a document on paper, in the reader's language. */
export type ReadPaper = (ask: {
  readonly query: { readonly language: 'en' | 'zh' };
  readonly signal: AbortSignal;
}) => Promise<{ readonly body: Uint8Array }>;

/** A button that saves what the screen shows as a PDF: the server makes it. After a second it says that it is at work, and can be stopped. */
export function SavePdf({
  name,
  read,
  label,
}: {
  /** What the file is called, without its ending. */
  readonly name: string;
  readonly read: ReadPaper;
  /** Where there are several on a screen. */
  readonly label?: string;
}): ReactElement {
  const text = useText('paper');
  const { language } = useLanguage();
  const stopping = useRef<AbortController>(undefined);
  const save = useMutation({
    mutationFn: async () => {
      const own = new AbortController();
      stopping.current = own;
      const { signal } = own;
      const query = { language: language === 'zh-CN' ? 'zh' : 'en' } as const;
      const found = await read({ query, signal }).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
      if (!found) return;
      saveFile(`${name}.pdf`, new Blob([new Uint8Array(found.body)], { type: 'application/pdf' }));
    },
  });
  useEffect(() => () => stopping.current?.abort(), []);
  const problem = useProblem(save.error);
  return (
    <>
      <Button pending={save.isPending} onPress={() => save.mutate()}>
        {label ?? text('save')}
      </Button>
      {save.isPending && <Making onStop={() => stopping.current?.abort()} />}
      {problem && (
        <span role="alert" className="self-center text-bad text-sm">
          {problem.title}
        </span>
      )}
    </>
  );
}

function Making({ onStop }: { readonly onStop: () => void }): ReactElement | null {
  const text = useText('paper');
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  if (!isLong) return null;
  return (
    <span className="flex items-center gap-2 text-quiet text-sm">
      <output>{text('making')}</output>
      <Button variant="quiet" onPress={onStop}>
        {text('stop')}
      </Button>
    </span>
  );
}
