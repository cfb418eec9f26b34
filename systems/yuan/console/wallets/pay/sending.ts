import { codeOf } from '@finharbor/kernel/contract';
import type { Moved } from '@finharbor/yuan/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { yuan } from '../../api.ts';
import { forgetPayment, type Kept } from './kept.ts';

/** What has become of a payment: `waiting` has no answer and is sent again by itself, under its number. */
export type Fate =
  | { readonly kind: 'sending' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'done'; readonly moved: Moved }
  | { readonly kind: 'refused'; readonly error: unknown };

const againMs = 4_000;

/** Only these say that nothing has moved and nothing will; without them nobody knows, and the same payment is sent again. */
function isAnswer(error: unknown): boolean {
  return /^(yuan|request)\./.test(codeOf(error));
}

/** Sends a payment until it is answered, also where the line breaks or the page was left meanwhile. It can never be paid twice. */
export function useSending(kept: Kept): { readonly fate: Fate; readonly sendNow: () => void } {
  const [fate, setFate] = useState<Fate>({ kind: 'sending' });
  const queries = useQueryClient();
  const send = useCallback(async (): Promise<void> => {
    setFate({ kind: 'sending' });
    try {
      const { body } = await yuan.postPayment({ body: kept.payment });
      forgetPayment(kept.payment.wallet);
      setFate({ kind: 'done', moved: body });
      await queries.invalidateQueries({ queryKey: ['yuan'] });
    } catch (error) {
      if (!isAnswer(error)) return setFate({ kind: 'waiting' });
      forgetPayment(kept.payment.wallet);
      setFate({ kind: 'refused', error });
    }
  }, [kept, queries]);
  useEffect(() => void send(), [send]);
  const isWaiting = fate.kind === 'waiting';
  useEffect(() => {
    if (!isWaiting) return undefined;
    const again = (): void => void send();
    const timer = setTimeout(again, againMs);
    addEventListener('online', again);
    return () => {
      clearTimeout(timer);
      removeEventListener('online', again);
    };
  }, [isWaiting, send]);
  return { fate, sendNow: () => void send() };
}
