import { dataPath, pagePath } from './addresses.ts';
import { tableOf } from './entry-page.ts';
import { page } from './frame.ts';
import { type Html, html } from './html.ts';
import type { Voice } from './language.ts';
import { entries } from './list-page.ts';
import type { PublicEntry, PublicPages } from './pages.ts';
import type { Site } from './site.ts';

/** A list and the latest of it. */
export type Latest = { readonly list: PublicPages; readonly latest: readonly PublicEntry[] };

/** The first page. */
export function homePage(site: Site, voice: Voice, lists: readonly Latest[]): string {
  const { language, texts } = voice;
  return page({
    site,
    voice,
    at: [],
    title: texts.site,
    lead: texts.lead,
    main: html`<h1>${site.name[language]} · ${texts.site}</h1>
<p class="lead">${texts.lead}</p>
${lists.map(
  ({ list, latest }) => html`<section>
<h2>${list.title[language]}</h2>
<p class="lead">${list.lead[language]}</p>
${latest.length === 0 && html`<p class="panel">${texts.nothing}</p>`}
${entries(voice, list, { list: latest, heading: 'h3' })}
<p class="row"><a href="${pagePath(language, list.name)}">${texts.seeAll}: ${list.title[language]}</a> <a href="${pagePath(language, list.name, 'feed.atom')}">${texts.feed}</a></p>
</section>`,
)}`,
  });
}

/** What there is as files, how each is described, and how it may be used. */
export function dataPage(site: Site, voice: Voice): string {
  const { language, texts } = voice;
  return page({
    site,
    voice,
    at: ['data'],
    title: texts.data,
    lead: texts.dataLead,
    above: [{ title: texts.home, path: pagePath(language) }],
    main: html`<h1>${texts.data}</h1>
<p class="lead">${texts.dataLead}</p>
<p class="row"><span>${texts.licence}: <a rel="license" href="${site.licence.url}">${site.licence.name}</a></span> <a href="${dataPath('catalogue.jsonld')}">${texts.catalogue}</a></p>
${site.pages.map((list) => dataSet(voice, list))}`,
  });
}

function dataSet(voice: Voice, { name, title, data }: PublicPages): Html {
  const { language, texts } = voice;
  const link = (file: string, says: string): Html =>
    html`<a href="${dataPath(`${name}.${file}`)}">${says}</a> `;
  return html`<section>
<h2>${title[language]}</h2>
<p>${data.description[language]}</p>
<p class="row">${link('json', `${texts.download}: JSON`)}${link('csv', `${texts.download}: CSV`)}${link('schema.json', texts.schema)}</p>
${tableOf(voice, {
  caption: { en: `Columns of the CSV file: ${title.en}`, zh: `CSV 文件的列：${title.zh}` },
  columns: [
    { en: 'Column', zh: '列' },
    { en: 'Meaning', zh: '含义' },
  ],
  rows: data.columns.map((column) => [{ en: column.name, zh: column.name }, column.title]),
})}
</section>`;
}

/** A page that says why there is none, and leads on. */
export function faultPage(site: Site, voice: Voice, why: 'notFound' | 'failed'): string {
  const { language, texts } = voice;
  return page({
    site,
    voice,
    at: [],
    title: texts[why],
    isUnlisted: true,
    above: [{ title: texts.home, path: pagePath(language) }],
    main: html`<h1>${texts[why]}</h1>
<p>${why === 'notFound' ? texts.notFoundHelp : texts.failedHelp}</p>
<ul>${site.pages.map((list) => html`<li><a href="${pagePath(language, list.name)}">${list.title[language]}</a></li>`)}</ul>`,
  });
}
