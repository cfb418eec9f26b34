import { Button, Form, useText, useToast } from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { ethics, ethicsRoutes } from '../api.ts';
import { noText, Pair, pairsOf } from '../pair.tsx';
import { useSend } from '../send.ts';

/** Adopts the next version of the declaration, with where its text comes from. */
export function AdoptDeclaration({ version }: { readonly version: number }): ReactElement {
  const text = useText('ethicsOffice');
  const toast = useToast();
  const [title, setTitle] = useState(noText);
  const [articles, setArticles] = useState(noText);
  const [source, setSource] = useState(noText);
  const adopt = useSend({
    route: ethicsRoutes.postDeclaration,
    body: () => ({ version, title, articles: pairsOf(articles), source }),
    send: (body: Parameters<typeof ethics.postDeclaration>[0]['body']) => ethics.postDeclaration({ body }),
    onDone: () => toast({ title: text('adopted', { version }) }),
  });
  return (
    <Form onSubmit={() => adopt.mutate()} error={adopt.error}>
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
      <Button type="submit" variant="primary" pending={adopt.isPending}>
        {text('adopt', { version })}
      </Button>
    </Form>
  );
}
