import { caseworkRoutes } from '@finharbor/casework/contract';
import { FinharborError, typedClient } from '@finharbor/kernel/contract';
import { newId, useUnsaved } from '@finharbor/ui';
import { homeUpload } from '@finharbor/ui/screens';
import { useEffect, useRef, useState } from 'react';
import { useKept } from './kept.ts';

/** The largest file that a case takes. */
export const mostFileBytes: number = caseworkRoutes.postFile.maxBodyBytes!;

/** A file on its way to a document of a case, or one that did not get there. */
export type Upload = {
  readonly key: string;
  readonly document: string;
  readonly file: File;
  readonly sent: number;
  readonly error?: unknown;
};

/** Files on their way: those under way or refused, and what can be done with them. */
export type Uploads = {
  readonly all: readonly Upload[];
  readonly start: (document: string, file: File) => void;
  /** Stops one that is under way; one that was refused is no longer shown. */
  readonly remove: (key: string) => void;
  readonly again: (upload: Upload) => void;
};

/** Sends files to a case. Whoever leaves the page is asked first, and what was under way is then stopped. */
export function useUploads(id: string): Uploads {
  const keep = useKept(id);
  const [all, setAll] = useState<readonly Upload[]>([]);
  const stops = useRef(new Map<string, AbortController>());
  useUnsaved(all.some(({ error }) => error === undefined));
  useEffect(() => {
    const under = stops.current;
    return () => {
      for (const stop of under.values()) stop.abort();
    };
  }, []);
  const change = (key: string, more: Partial<Upload>): void =>
    setAll((before) => before.map((one) => (one.key === key ? { ...one, ...more } : one)));
  const drop = (key: string): void => setAll((before) => before.filter((one) => one.key !== key));
  const send = async ({ key, document, file }: Upload): Promise<void> => {
    const stop = new AbortController();
    stops.current.set(key, stop);
    const client = typedClient(
      { postFile: caseworkRoutes.postFile },
      location.origin,
      homeUpload((sent) => change(key, { sent })),
    );
    try {
      if (file.size > mostFileBytes) throw tooLarge();
      const call = { params: { id, document }, query: { name: file.name }, body: file, signal: stop.signal };
      keep((await client.postFile(call)).body);
      drop(key);
    } catch (error) {
      if (stop.signal.aborted) drop(key);
      else change(key, { error });
    } finally {
      stops.current.delete(key);
    }
  };
  const start = (document: string, file: File): void => {
    const upload = { key: newId(), document, file, sent: 0 };
    setAll((before) => [...before, upload]);
    void send(upload);
  };
  return {
    all,
    start,
    remove(key) {
      const stop = stops.current.get(key);
      if (stop) stop.abort();
      else drop(key);
    },
    again({ key, document, file }) {
      drop(key);
      start(document, file);
    },
  };
}

function tooLarge(): FinharborError {
  return new FinharborError({ code: 'request.too_large', publicMessage: 'The file is too large.' });
}
