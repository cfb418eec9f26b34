import type { ReactElement } from 'react';
import { ExchangePage } from './exchange-form.tsx';

/** Money from a bank account into a wallet. */
export function Screen(): ReactElement {
  return <ExchangePage kind="top_up" />;
}
