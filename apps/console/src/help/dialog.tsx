import { Button, Dialog, Query, useBilingual, useLanguage, useText } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import { useMatches } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Help, HelpTexts } from './help.ts';
import { pseudoHelp } from './pseudo-help.ts';

/** The help of the screen in sight; from here the tour can be taken again. */
export function HelpDialog({
  onClose,
  onTour,
}: {
  readonly onClose: () => void;
  readonly onTour: () => void;
}): ReactElement {
  const text = useText('shell');
  const say = useBilingual();
  const { language } = useLanguage();
  const match = useMatches({ select: (matches) => matches.at(-1) });
  const path = match?.fullPath.replace(/^\/app/, '') ?? '';
  const title = match?.staticData.title;
  const texts = useQuery({
    queryKey: ['help', language],
    queryFn: async (): Promise<HelpTexts> => {
      if (language === 'zh-CN') return (await import('./zh.ts')).help;
      const { help } = await import('./en.ts');
      return language === 'pseudo' ? pseudoHelp(help) : help;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title ? text('aids.helpOf', { title: say(title) }) : text('aids.help')}
      actions={<Button onPress={onTour}>{text('aids.tour')}</Button>}
    >
      <Query query={texts}>{(all) => <Page help={all[path] ?? all['/']!} />}</Query>
    </Dialog>
  );
}

function Page({ help: { purpose, steps, words = [] } }: { readonly help: Help }): ReactElement {
  const text = useText('shell');
  return (
    <>
      <p className="mb-3">{purpose}</p>
      <h3 className="mb-1 font-semibold">{text('aids.steps')}</h3>
      <ol className="mb-3 list-decimal ps-6">
        {steps.map((step) => (
          <li key={step} className="mb-1">
            {step}
          </li>
        ))}
      </ol>
      {words.length > 0 && (
        <>
          <h3 className="mb-1 font-semibold">{text('aids.words')}</h3>
          <dl>
            {words.map(([word, meaning]) => (
              <div key={word} className="mb-1.5">
                <dt className="font-medium">{word}</dt>
                <dd className="text-quiet">{meaning}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </>
  );
}
