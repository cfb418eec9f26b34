import { type FieldError, FinharborError, type Route } from '@finharbor/kernel/contract';
import { type Say, useText } from '@finharbor/ui';
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';

/** What is sent of a form: which route's body it is, what was filled in, and how it is sent. */
export type Sent<B> = {
  readonly route: Pick<Route, 'body'>;
  readonly body: () => unknown;
  readonly send: (body: B) => Promise<unknown>;
  /** Once it is done. */
  readonly onDone?: () => void;
};

/** Sends a form where its fields are right, and has everything of the committee read again. Refused fields are shown where they stand. */
export function useSend<B>({
  route,
  body,
  send,
  onDone,
}: Sent<B>): UseMutationResult<unknown, unknown, void> {
  const text = useText('ethicsOffice');
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => send(checked<B>(route, body(), text)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['ethics'] });
      onDone?.();
    },
  });
}

function checked<B>({ body }: Pick<Route, 'body'>, value: unknown, text: Say): B {
  const result = body!.safeEncode(value as never);
  if (result.success) return value as B;
  const fields = result.error.issues.map(({ path }): FieldError => {
    const at = path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown>)?.[key], value);
    const isMissing = at === undefined || at === null || at === '' || (typeof at === 'string' && !at.trim());
    return { pointer: `/${path.join('/')}`, detail: text(isMissing ? 'fault.missing' : 'fault.wrong') };
  });
  throw new FinharborError({ code: 'request.invalid', publicMessage: '', fields });
}
