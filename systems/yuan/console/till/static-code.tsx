import { Button, Code, useBilingual, useText } from '@finharbor/ui';
import { codeText } from '@finharbor/yuan/contract';
import type { ReactElement } from 'react';
import { Qr } from '../parts/qr.tsx';
import type { Shop } from './page.tsx';

/** The code that stands on the counter: on paper of the size of a postcard (A6). */
export function StaticCode({ shop }: { readonly shop: Shop }): ReactElement {
  const text = useText('yuanTill');
  const parts = useText('yuanParts');
  const say = useBilingual();
  const code = codeText({ kind: 'merchant', wallet: shop.number });
  return (
    <div className="mx-auto max-w-sm text-center">
      <div className="postcard rounded-2xl border border-line bg-surface p-6">
        <p className="mb-1 font-semibold text-xl">{say(shop.merchant.name)}</p>
        <p className="mb-3 text-quiet text-sm">{text('code.scan')}</p>
        <Qr text={code} label={text('code.picture')} />
        <p className="mt-3 text-quiet text-xs">{parts('simulation')}</p>
      </div>
      <div className="no-print mt-4">
        <p className="mb-3">
          <Code copyable>{code}</Code>
        </p>
        <p className="mb-3 text-quiet text-sm">{text('code.help')}</p>
        <Button variant="primary" onPress={() => print()}>
          {text('code.print')}
        </Button>
      </div>
    </div>
  );
}
