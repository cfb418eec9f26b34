import { Breadcrumbs, DisplayMenu, DisplayPanel, OfflineNotice, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { Sample } from '../sample.tsx';

/** Parts of the frame that every screen stands in. */
export function Frame(): ReactElement {
  const text = useText('design');
  return (
    <>
      <p className="mb-4 max-w-prose">{text('frame.header')}</p>
      <Sample label={text('frame.crumbs')}>
        <Breadcrumbs
          crumbs={[
            { href: '/app/design', label: text('title') },
            { href: '/app/design#frame', label: text('section.frame') },
          ]}
        />
      </Sample>
      <Sample label={text('frame.switches')}>
        <DisplayMenu />
      </Sample>
      <DisplayPanel />
      <Sample label={text('frame.offline')}>
        <OfflineNotice />
      </Sample>
    </>
  );
}
