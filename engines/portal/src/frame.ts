import { pagePath, tongues } from './addresses.ts';
import { documentText, type Html, html } from './html.ts';
import { type Language, type Voice, voices } from './language.ts';
import type { Site } from './site.ts';
import { stylePath } from './style.ts';

/** What a page is besides its main part. */
export type Framed = {
  readonly site: Site;
  readonly voice: Voice;
  /** The parts of its address after the language. */
  readonly at: readonly string[];
  /** What follows its path. */
  readonly query?: string;
  readonly title: string;
  readonly lead?: string;
  /** What stands above it, from the first page on. */
  readonly above?: readonly { readonly title: string; readonly path: string }[];
  /** The list whose feed it has. */
  readonly feed?: { readonly title: string; readonly name: string };
  /** The feed of what it shows alone. */
  readonly ownFeed?: { readonly title: string; readonly path: string };
  /** Whether search engines are to leave it out: found pages, and those of errors. */
  readonly isUnlisted?: boolean;
  readonly main: Html;
};

/** A whole page around its main part. */
export function page(framed: Framed): string {
  const { site, voice, title, lead, main, feed, ownFeed, isUnlisted = false } = framed;
  const { language, texts } = voice;
  const feedPath = feed && pagePath(language, feed.name, 'feed.atom');
  const whole = `${title} · ${site.name[language]}`;
  return documentText(html`<!doctype html>
<html lang="${voice.tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${whole}</title>
${lead !== undefined && html`<meta name="description" content="${lead}">`}
${isUnlisted && html`<meta name="robots" content="noindex, follow">`}
<link rel="stylesheet" href="${stylePath}">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
${!isUnlisted && alternates(framed)}
${feed && feedPath !== undefined && html`<link rel="alternate" type="application/atom+xml" title="${feed.title}" href="${feedPath}">`}
${ownFeed && html`<link rel="alternate" type="application/atom+xml" title="${ownFeed.title}" href="${ownFeed.path}">`}
</head>
<body>
<a class="skip" href="#main">${texts.skip}</a>
<header class="band"><div class="top">${banner(framed)}</div></header>
${site.isDemo && html`<p class="demo">${texts.demo}</p>`}
${trail(framed)}
<main id="main" tabindex="-1">
${main}
</main>
${bottom(framed)}
</body>
</html>
`);
}

function alternates({ site, voice, at, query = '' }: Framed): Html {
  const absolute = (path: string): string => `${site.origin()}${path}${query}`;
  const others = tongues(...at).map(
    ({ tag, path }) => html`<link rel="alternate" hreflang="${tag}" href="${absolute(path)}">
`,
  );
  return html`<link rel="canonical" href="${absolute(pagePath(voice.language, ...at))}">
${others}`;
}

function banner({ site, voice, at, query = '' }: Framed): Html {
  const { language, texts } = voice;
  const sections = [
    ...site.pages.map(({ name, title }) => ({ name, title: title[language] })),
    { name: 'data', title: texts.data },
  ];
  const links = sections.map(({ name, title }) => {
    const path = pagePath(language, name);
    if (at[0] !== name) return html`<li><a href="${path}">${title}</a></li>`;
    return html`<li><a href="${path}" aria-current="${at.length === 1 ? 'page' : 'true'}">${title}</a></li>`;
  });
  const other: Language = language === 'en' ? 'zh' : 'en';
  const { tag } = voices[other];
  return html`<a class="name" href="${pagePath(language)}">${site.name[language]} · ${texts.site}</a>
<p class="tongue"><a href="${pagePath(other, ...at)}${query}" hreflang="${tag}" lang="${tag}">${texts.otherLanguage}</a></p>
<nav aria-label="${texts.sections}"><ul>${links}</ul></nav>`;
}

function trail({ voice: { texts }, above = [], title }: Framed): Html | false {
  if (above.length === 0) return false;
  return html`<nav class="crumbs" aria-label="${texts.breadcrumb}"><ol>
${above.map((one) => html`<li><a href="${one.path}">${one.title}</a></li>`)}
<li aria-current="page">${title}</li>
</ol></nav>`;
}

function bottom({ site, voice, at, feed }: Framed): Html {
  const { language, texts } = voice;
  return html`<footer class="bottom">
<p>${texts.about}</p>
<p class="row">${feed && html`<a href="${pagePath(language, feed.name, 'feed.atom')}">${texts.feed}</a> `}<a href="${pagePath(language, 'data')}">${texts.data}</a> <a href="/app">${texts.console}</a></p>
<p class="paper">${texts.address}: ${site.origin()}${pagePath(language, ...at)}</p>
</footer>`;
}
