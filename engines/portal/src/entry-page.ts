import { formPath, pagePath } from './addresses.ts';
import { barChart } from './chart.ts';
import { page } from './frame.ts';
import { type Html, html } from './html.ts';
import { plain, shown, type Voice } from './language.ts';
import type { PublicEntry, PublicFact, PublicPages, PublicSection, PublicTable } from './pages.ts';
import type { Site } from './site.ts';

/** One entry, whole. */
export function entryPage(
  site: Site,
  voice: Voice,
  { list, entry }: { readonly list: PublicPages; readonly entry: PublicEntry },
): string {
  const { language, texts } = voice;
  return page({
    site,
    voice,
    at: [list.name, entry.id],
    title: plain(voice, entry.title),
    lead:
      entry.facts.map((fact) => `${fact.title[language]}: ${plain(voice, fact.value)}`).join(' · ') ||
      list.lead[language],
    above: [
      { title: texts.home, path: pagePath(language) },
      { title: list.title[language], path: pagePath(language, list.name) },
    ],
    feed: { title: list.title[language], name: list.name },
    ...(list.news && {
      ownFeed: {
        title: plain(voice, entry.title),
        path: `${pagePath(language, list.name, entry.id)}/feed.atom`,
      },
    }),
    main: html`<article>
<p class="kind">${entry.kind[language]}</p>
<h1>${shown(voice, entry.title)}</h1>
<div class="panel">${factList(voice, [...entry.facts, publishedOn(entry)])}</div>
${(entry.sections ?? []).map((one) => section(voice, one, { list, entry }))}
${list.news && html`<p class="screen"><a href="${pagePath(language, list.name, entry.id)}/feed.atom">${texts.entryFeed}</a></p>`}
</article>`,
  });
}

/** When an entry was published, as a fact like its others. */
export function publishedOn({ publishedAtMs }: PublicEntry): PublicFact {
  return { title: publishedTitle, value: { dayOfMs: publishedAtMs } };
}

const publishedTitle = { en: 'Published on', zh: '公示日期' };

/** Facts as a list of terms. */
export function factList(voice: Voice, facts: readonly PublicFact[]): Html {
  return html`<dl>${facts.map(
    ({ title, value }) => html`<dt>${title[voice.language]}</dt><dd>${shown(voice, value)}</dd>`,
  )}</dl>`;
}

type Shown = { readonly list: PublicPages; readonly entry: PublicEntry };

function section(voice: Voice, said: PublicSection, { list, entry }: Shown): Html {
  const { title, paragraphs = [], facts = [], table, chart, action, forms = [] } = said;
  const { language } = voice;
  const offered = (list.forms ?? []).filter(({ name }) => forms.includes(name));
  return html`<section>
<h2>${title[language]}</h2>
${paragraphs.map((one) => html`<p class="text">${shown(voice, one)}</p>`)}
${facts.length > 0 && html`<div class="panel">${factList(voice, facts)}</div>`}
${chart && barChart(voice, chart)}
${table && tableOf(voice, table)}
${offered.length > 0 && html`<p class="screen row">${offered.map((form) => html`<a class="button" href="${formPath(language, { list: list.name, form: form.name, about: entry.id })}">${form.title[language]}</a> `)}</p>`}
${action && html`<p class="screen"><a class="button" href="${action.href}">${action.text[language]}</a></p>`}
</section>`;
}

/** A table that can be scrolled by keyboard where it is wider than the page. */
export function tableOf(voice: Voice, { caption, columns, rows }: PublicTable): Html {
  const { language } = voice;
  return html`<div class="wide" role="region" tabindex="0" aria-label="${caption[language]}"><table>
<caption>${caption[language]}</caption>
<thead><tr>${columns.map((one) => html`<th scope="col">${one[language]}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([first, ...others]) =>
      html`<tr><th scope="row">${first !== undefined && shown(voice, first)}</th>${others.map(
        (one) => html`<td>${shown(voice, one)}</td>`,
      )}</tr>`,
  )}</tbody>
</table></div>`;
}
