import type { Bilingual } from '@finharbor/kernel/contract';
import { formPath, pagePath } from './addresses.ts';
import { factList } from './entry-page.ts';
import type { FormAnswer, PublicField, PublicForm } from './form.ts';
import { formToken, type GivenForm } from './form-token.ts';
import { page } from './frame.ts';
import { type Html, html } from './html.ts';
import { plain, shown, type Voice } from './language.ts';
import type { PublicEntry, PublicPages } from './pages.ts';
import type { FormParts, Site } from './site.ts';

/** A form on its way to somebody. */
export type Asked = {
  readonly site: Site & { readonly forms: FormParts };
  readonly voice: Voice;
  readonly list: PublicPages;
  readonly form: PublicForm;
  /** What it is about. */
  readonly entry: PublicEntry | undefined;
};

/** A form as it stands: new, or with what was typed and what is the matter with it. */
export type Filled = {
  readonly given: GivenForm;
  readonly values: Readonly<Record<string, string>>;
  readonly wrong: Readonly<Record<string, Bilingual>>;
  /** What is the matter with none of the fields. */
  readonly general?: string;
};

/** A form as a page. */
export function formPage(asked: Asked, filled: Filled): string {
  const { site, voice, list, form, entry } = asked;
  const { language, texts } = voice;
  const { given, wrong, general } = filled;
  const isWrong = general !== undefined || Object.keys(wrong).length > 0;
  const title = `${isWrong ? `${texts.errorPrefix}: ` : ''}${form.title[language]}`;
  return page({
    ...around(asked),
    title,
    main: html`<h1>${form.title[language]}</h1>
<p class="lead">${form.lead[language]}</p>
${entry && html`<p class="panel">${list.title[language]}: <a href="${pagePath(language, list.name, entry.id)}">${shown(voice, entry.title)}</a></p>`}
${isWrong && summary(voice, form, filled)}
<form class="ask" method="post" action="${formPath(language, { list: list.name, form: form.name })}" aria-label="${form.title[language]}" novalidate="novalidate">
<input type="hidden" name="_about" value="${given.about}">
<input type="hidden" name="_id" value="${given.id}">
<input type="hidden" name="_at" value="${given.atMs}">
<input type="hidden" name="_token" value="${formToken(site.forms.key, given)}">
${form.fields.map((one) => field(voice, one, filled))}
<p><button type="submit">${form.submit[language]}</button></p>
</form>`,
  });
}

/** What is said to whoever has sent it; it is shown once and kept by nobody. */
export function donePage(asked: Asked, { title, paragraphs, facts = [] }: Done): string {
  const { voice, list, entry } = asked;
  const { language } = voice;
  const back = entry ? pagePath(language, list.name, entry.id) : pagePath(language, list.name);
  const backTo = entry ? plain(voice, entry.title) : list.title[language];
  return page({
    ...around(asked),
    title: title[language],
    main: html`<h1>${title[language]}</h1>
${paragraphs.map((one) => html`<p class="text">${shown(voice, one)}</p>`)}
${facts.length > 0 && html`<div class="panel">${factList(voice, facts)}</div>`}
<p class="screen"><a href="${back}">${backTo}</a></p>`,
  });
}

type Done = Extract<FormAnswer, { kind: 'done' }>;

function around({ site, voice, list, form }: Asked) {
  const { language, texts } = voice;
  return {
    ...{ site, voice, at: [list.name, 'forms', form.name], isUnlisted: true },
    above: [
      { title: texts.home, path: pagePath(language) },
      { title: list.title[language], path: pagePath(language, list.name) },
    ],
  };
}

function summary({ language, texts }: Voice, { fields }: PublicForm, { wrong, general }: Filled): Html {
  const found = fields.filter(({ name }) => wrong[name] !== undefined);
  return html`<div class="panel wrong" role="alert"><h2>${texts.notSent}</h2>
${general !== undefined && html`<p>${general}</p>`}
${found.length > 0 && html`<ul>${found.map(({ name, title }) => html`<li><a href="#f-${name}">${title[language]}: ${wrong[name]![language]}</a></li>`)}</ul>`}
</div>`;
}

function field(voice: Voice, asked: PublicField, { values, wrong }: Filled): Html {
  const { language } = voice;
  const { name, title, hint, kind, options = [] } = asked;
  const id = `f-${name}`;
  const said = values[name] ?? '';
  const fault = wrong[name];
  const about = [...(hint ? [`h-${name}`] : []), ...(fault ? [`e-${name}`] : [])].join(' ');
  const state: State = { id, name, about, isWrong: fault ? 'true' : 'false' };
  return html`<div class="field">
<label for="${id}">${title[language]}</label>
${hint && html`<p class="hint" id="h-${name}">${hint[language]}</p>`}
${fault && html`<p class="error" id="e-${name}">${fault[language]}</p>`}
${kind === 'choice' ? choice(voice, state, { said, options }) : written(state, { said, kind, most: asked.most })}
</div>`;
}

type State = {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly isWrong: 'true' | 'false';
};

function choice(
  { language, texts }: Voice,
  { id, name, about, isWrong }: State,
  { said, options }: { readonly said: string; readonly options: NonNullable<PublicField['options']> },
): Html {
  return html`<select id="${id}" name="${name}" aria-required="true" aria-invalid="${isWrong}" aria-describedby="${about}">
<option value="">${texts.choose}</option>
${options.map(({ value, title }) =>
  value === said
    ? html`<option value="${value}" selected="selected">${title[language]}</option>`
    : html`<option value="${value}">${title[language]}</option>`,
)}</select>`;
}

function written(
  { id, name, about, isWrong }: State,
  { said, kind, most }: { readonly said: string; readonly kind: 'line' | 'text'; readonly most: number },
): Html {
  if (kind === 'line')
    return html`<input id="${id}" name="${name}" value="${said}" maxlength="${most}" autocomplete="off" aria-required="true" aria-invalid="${isWrong}" aria-describedby="${about}">`;
  // A browser leaves out the first line break of a text: this one is it.
  return html`<textarea id="${id}" name="${name}" rows="8" maxlength="${most}" aria-required="true" aria-invalid="${isWrong}" aria-describedby="${about}">
${said}</textarea>`;
}
