import { Button, clock, dayOf, ErrorSummary, saveFile, useLanguage, useText } from '@finharbor/ui';
import { useMutation } from '@tanstack/react-query';
import { type ReactElement, useEffect, useRef } from 'react';
import { cases } from '../api.ts';
import type { Wanted } from './wanted.ts';

/** Everything that fits as one file, not only what is in sight; it can be stopped. */
export function SaveList({ wanted }: { readonly wanted: Wanted }): ReactElement {
  const text = useText('cases');
  const { language } = useLanguage();
  const stopping = useRef<AbortController>(undefined);
  useEffect(() => () => stopping.current?.abort(), []);
  const save = useMutation({
    async mutationFn() {
      const own = new AbortController();
      stopping.current = own;
      const query = { ...wanted, language: language === 'zh-CN' ? ('zh' as const) : ('en' as const) };
      try {
        const { body } = await cases.getCasesCsv({ query, signal: own.signal });
        const stream = body.bytes as ReadableStream<Uint8Array>;
        const file = await new Response(stream as BodyInit, {
          headers: { 'content-type': 'text/csv' },
        }).blob();
        saveFile(`${text('title')}-${dayOf(clock.nowMs())}.csv`, file);
      } catch (error) {
        if (!own.signal.aborted) throw error;
      }
    },
  });
  return (
    <>
      <ErrorSummary error={save.error} />
      {save.isPending ? (
        <Button onPress={() => stopping.current?.abort()}>{text('saveStop')}</Button>
      ) : (
        <Button variant="quiet" onPress={() => save.mutate()}>
          {text('saveList')}
        </Button>
      )}
    </>
  );
}
