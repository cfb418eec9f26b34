import { type FieldError, FinharborError, type Route } from '@finharbor/kernel/contract';
import { type Say, useText } from '@finharbor/ui';
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

/** What is sent of a form: which route's body it is, what was filled in, and how it is sent. */
export type Sent<B> = {
  readonly route: Pick<Route, 'body'>;
  readonly body: () => unknown;
  readonly send: (body: B) => Promise<unknown>;
  /** What the screen itself knows to be wrong, in its own words: said in place of what the route says of the same field. */
  readonly wrong?: () => readonly FieldError[];
  /** Once it is done. */
  readonly onDone?: () => void;
};

/** Sends a form where its fields are right, and has everything of the committee read again. Refused fields are shown where they stand. */
export function useSend<B>(sent: Sent<B>): UseMutationResult<unknown, unknown, void> {
  const text = useText('ethicsOffice');
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => sent.send(checked(sent, text)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['ethics'] });
      sent.onDone?.();
    },
  });
}

/** A form whose sending cannot be taken back: it is looked at, then asked about, then sent. */
export type Asked = {
  readonly ask: () => void;
  /** What is wrong with the fields. */
  readonly error: unknown;
  readonly question: {
    readonly isOpen: boolean;
    readonly onClose: () => void;
    readonly pending: boolean;
    readonly error: unknown;
    readonly onConfirm: () => void;
  };
};

/** The same as `useSend`, with a question in between. */
export function useAsked<B>(sent: Sent<B>): Asked {
  const text = useText('ethicsOffice');
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const look = useMutation({
    mutationFn: async () => checked(sent, text),
    onSuccess: () => setOpen(true),
  });
  const send = useSend({
    ...sent,
    onDone: () => {
      setOpen(false);
      sent.onDone?.();
    },
  });
  return {
    ask: () => look.mutate(),
    error: look.error,
    question: {
      isOpen,
      onClose: () => {
        setOpen(false);
        // Somebody else may have been first: what is asked next is asked of what is there now.
        if (send.error) void client.invalidateQueries({ queryKey: ['ethics'] });
        send.reset();
      },
      ...{ pending: send.isPending, error: send.error },
      onConfirm: () => send.mutate(),
    },
  };
}

function checked<B>({ route, body, wrong }: Sent<B>, text: Say): B {
  const value = body();
  const own = wrong?.() ?? [];
  const result = route.body!.safeEncode(value as never);
  if (result.success && own.length === 0) return value as B;
  const isOwn = (pointer: string): boolean => own.some((one) => partOf(one.pointer) === partOf(pointer));
  const others = (result.success ? [] : result.error.issues)
    .map(({ path }): FieldError => {
      const at = path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown>)?.[key], value);
      return {
        pointer: `/${path.join('/')}`,
        detail: text(isMissing(at) ? 'fault.missing' : 'fault.wrong'),
      };
    })
    .filter(({ pointer }) => !isOwn(pointer));
  throw new FinharborError({ code: 'request.invalid', publicMessage: '', fields: [...others, ...own] });
}

/** The field of the body that a pointer leads into. */
function partOf(pointer: string): string {
  return pointer.split('/')[1]!;
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
