import { useLanguage, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

/** Leads to the same on the public site, which is no part of the console. */
export function SiteLink({ number }: { readonly number?: string }): ReactElement {
  const text = useText('cases');
  const { language } = useLanguage();
  const path = `/open/${language === 'zh-CN' ? 'zh' : 'en'}/cases`;
  return (
    <p className="mb-4">
      <a
        className="text-accent underline underline-offset-3"
        href={number === undefined ? path : `${path}/${number}`}
      >
        {text('publicSite')}
      </a>
    </p>
  );
}
