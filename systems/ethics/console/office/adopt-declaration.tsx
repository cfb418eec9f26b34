import type { DeclarationView } from '@finharbor/ethics/contract';
import type { Bilingual, FieldError } from '@finharbor/kernel/contract';
import { Button, ConfirmDialog, Form, useText, useToast, useUnsaved } from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { ethics, ethicsRoutes } from '../api.ts';
import { linesOf, noText, Pair, pairsOf } from '../pair.tsx';
import { useAsked } from '../send.ts';

const articlesWanted = 9;

/** Adopts the next version of the declaration, with where its text comes from; it begins with the text in force. */
export function AdoptDeclaration({ latest }: { readonly latest: DeclarationView | undefined }): ReactElement {
  const text = useText('ethicsOffice');
  const toast = useToast();
  const version = (latest?.version ?? 0) + 1;
  const [title, setTitle] = useState(latest?.title ?? noText);
  const [articles, setArticles] = useState(() => linesIn(latest?.articles));
  const [source, setSource] = useState(latest?.source ?? noText);
  const isAsBefore = isSame(title, latest?.title) && isSame(articles, linesIn(latest?.articles));
  const wrong = (): readonly FieldError[] => {
    if (latest && isAsBefore)
      return [{ pointer: '/articles/zh', detail: text('asBefore', { version: latest.version }) }];
    return (['zh', 'en'] as const).flatMap((language) => {
      const count = linesOf(articles[language]).length;
      if (count === articlesWanted) return [];
      const detail = text(count === 0 ? 'fault.missing' : 'articlesWrong', { count });
      return [{ pointer: `/articles/${language}`, detail }];
    });
  };
  const adopt = useAsked({
    route: ethicsRoutes.postDeclaration,
    body: () => ({ version, title, articles: pairsOf(articles), source }),
    wrong,
    send: (body: Parameters<typeof ethics.postDeclaration>[0]['body']) => ethics.postDeclaration({ body }),
    onDone: () => toast({ title: text('adopted', { version }) }),
  });
  useUnsaved(!isAsBefore);
  return (
    <>
      <Form onSubmit={adopt.ask} error={adopt.error} scope="declaration">
        <p className="mb-4">{text('adoptHelp', { version })}</p>
        <Pair label={text('titleField')} name="title" value={title} onChange={setTitle} />
        <Pair
          label={text('articles')}
          name="articles"
          rows={9}
          value={articles}
          onChange={setArticles}
          description={text('articlesHelp')}
        />
        <Pair
          label={text('source')}
          name="source"
          value={source}
          onChange={setSource}
          description={text('sourceHelp')}
        />
        <Button type="submit" variant="primary">
          {text('adopt', { version })}
        </Button>
      </Form>
      <ConfirmDialog
        {...adopt.question}
        title={text('adoptDeclarationAsk', { version })}
        body={text('adoptDeclarationBody')}
        confirmLabel={text('adoptNow')}
      />
    </>
  );
}

function linesIn(articles: readonly Bilingual[] = []): Bilingual {
  return {
    en: articles.map(({ en }) => en).join('\n'),
    zh: articles.map(({ zh }) => zh).join('\n'),
  };
}

/** The same lines, however blank ones and spaces around them were typed. */
function isSame(one: Bilingual, other: Bilingual = noText): boolean {
  return (['en', 'zh'] as const).every(
    (language) => linesOf(one[language]).join('\n') === linesOf(other[language]).join('\n'),
  );
}
