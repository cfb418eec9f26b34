import type { ReactElement } from 'react';
import { ExchangePage } from './exchange-form.tsx';

/** Money of a wallet to a bank account. */
export function Screen(): ReactElement {
  return <ExchangePage kind="redemption" />;
}
