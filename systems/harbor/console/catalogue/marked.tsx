import type { FoundProduct } from '@finharbor/harbor/contract';
import { useLanguage } from '@finharbor/ui';
import type { ReactElement } from 'react';

type Marked = FoundProduct['title']['en'];

/** A text with what was found in it. Words found in the other language alone are shown after it. */
export function MarkedWords({ en, zh }: { readonly en: Marked; readonly zh: Marked }): ReactElement {
  const { language } = useLanguage();
  const [own, other] = language === 'zh-CN' ? [zh, en] : [en, zh];
  const isOther = own.marks.length === 0 && other.marks.length > 0 && own.text !== other.text;
  return (
    <span translate="no">
      <Pieces {...own} />
      {isOther && (
        <span className="text-quiet" lang={language === 'zh-CN' ? 'en' : 'zh-CN'}>
          {' · '}
          <Pieces {...other} />
        </span>
      )}
    </span>
  );
}

function Pieces({ text, marks }: Marked): ReactElement {
  const ends = [...marks.map(([, to]) => to), text.length];
  return (
    <>
      {text.slice(0, marks[0]?.[0] ?? text.length)}
      {marks.map(([from, to], at) => (
        <span key={from}>
          <mark className="rounded-xs bg-warn-soft font-semibold text-ink">{text.slice(from, to)}</mark>
          {text.slice(to, marks[at + 1]?.[0] ?? ends.at(-1))}
        </span>
      ))}
    </>
  );
}
