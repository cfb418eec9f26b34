import { formPath, pagePath } from './addresses.ts';
import { factList, publishedOn } from './entry-page.ts';
import { page } from './frame.ts';
import { type Html, html } from './html.ts';
import { shown, type Voice } from './language.ts';
import type { PublicEntry, PublicPage, PublicPages } from './pages.ts';
import type { Site } from './site.ts';

/** What a visitor asked of a list, as the address says. */
export type ListQuery = { readonly q: string; readonly kind: string; readonly after: string };

/** What follows the path of a list; the same for the same question. */
export function queryText({ q, kind, after }: ListQuery): string {
  const said = Object.entries({ q, kind, after }).filter(([, value]) => value !== '');
  return said.length === 0 ? '' : `?${new URLSearchParams(said)}`;
}

type Listed = {
  readonly site: Site;
  readonly voice: Voice;
  readonly list: PublicPages;
  readonly query: ListQuery;
  readonly found: PublicPage;
};

/** A page of a list. */
export function listPage({ site, voice, list, query, found }: Listed): string {
  const { language, texts } = voice;
  const isFiltered = query.q !== '' || query.kind !== '';
  return page({
    site,
    voice,
    at: [list.name],
    query: queryText(query),
    title: list.title[language],
    lead: list.lead[language],
    above: [{ title: texts.home, path: pagePath(language) }],
    feed: { title: list.title[language], name: list.name },
    isUnlisted: isFiltered,
    main: html`<h1>${list.title[language]}</h1>
<p class="lead">${list.lead[language]}</p>
${offered(voice, list)}
${searchForm(voice, list, query)}
${found.entries.length === 0 && html`<p class="panel">${isFiltered ? texts.nothingFits : texts.nothing}</p>`}
${entries(voice, list, { list: found.entries, heading: 'h2' })}
${pager({ voice, list, query, found })}`,
  });
}

/** What can be sent about none of its entries. */
function offered({ language, texts }: Voice, { name, forms = [] }: PublicPages): Html | false {
  const open = forms.filter(({ about }) => about === 'list');
  if (open.length === 0) return false;
  const links = open.map(
    (form) =>
      html`<li><a href="${formPath(language, { list: name, form: form.name })}">${form.title[language]}</a></li>`,
  );
  return html`<nav class="screen" aria-label="${texts.takePart}"><ul class="row plain">${links}</ul></nav>`;
}

function searchForm(voice: Voice, { name, choices, foundBy }: PublicPages, { q, kind }: ListQuery): Html {
  const { language, texts } = voice;
  const path = pagePath(language, name);
  const options = choices?.options.map(({ value, title }) =>
    value === kind
      ? html`<option value="${value}" selected="selected">${title[language]}</option>`
      : html`<option value="${value}">${title[language]}</option>`,
  );
  return html`<form role="search" method="get" action="${path}" aria-label="${texts.search}">
<label>${texts.search}<input type="search" name="q" value="${q}" maxlength="100" autocomplete="off" aria-describedby="hint"></label>
${choices && html`<label>${choices.title[language]}<select name="kind"><option value="">${texts.all}</option>${options}</select></label>`}
<div class="row"><button type="submit">${texts.find}</button> <a href="${path}">${texts.reset}</a></div>
<p class="hint" id="hint">${foundBy[language]}</p>
</form>`;
}

/** Entries one below the other, each linked to its own page. */
export function entries(
  voice: Voice,
  { name }: PublicPages,
  { list, heading }: { readonly list: readonly PublicEntry[]; readonly heading: 'h2' | 'h3' },
): Html | false {
  if (list.length === 0) return false;
  const { language } = voice;
  return html`<ol class="entries">${list.map((entry) => {
    const link = html`<a href="${pagePath(language, name, entry.id)}">${shown(voice, entry.title)}</a>`;
    return html`<li><article>
<p class="kind">${entry.kind[language]}</p>
${heading === 'h2' ? html`<h2 class="title">${link}</h2>` : html`<h3>${link}</h3>`}
${factList(voice, [...entry.facts, publishedOn(entry)])}
</article></li>
`;
  })}</ol>`;
}

function pager({ voice, list, query, found }: Omit<Listed, 'site'>): Html | false {
  const { language, texts } = voice;
  const path = pagePath(language, list.name);
  if (found.next === null && query.after === '') return false;
  const newest = `${path}${queryText({ ...query, after: '' })}`;
  return html`<nav class="pager row" aria-label="${texts.pages}">
${query.after !== '' && html`<a href="${newest}">${texts.newest}</a>`}
${found.next !== null && html`<a rel="next" href="${path}${queryText({ ...query, after: found.next })}">${texts.older}</a>`}
</nav>`;
}
