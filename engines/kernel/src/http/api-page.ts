import { createHash } from 'node:crypto';
import type { Json } from '../canonical.ts';
import type { JsonSchema } from './json-schema.ts';
import type { OpenApiDocument, Operation } from './openapi.ts';
import { schemaText } from './schema-text.ts';

type Listed = { readonly path: string; readonly method: string; readonly operation: Operation };

/** The policy an `apiPage` is served under: its own style and nothing else. */
export function apiPagePolicy(): string {
  const hash = createHash('sha256').update(style).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}

/**
 * An OpenAPI document as one HTML page that needs nothing else: no script, no outside file, dark where the reader's system is,
 * readable at phone width. Problem documents' `type` points at its error list (`/api#<code>`).
 */
export function apiPage(doc: OpenApiDocument): string {
  const listed = Object.entries(doc.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]): Listed => ({ path, method, operation })),
  );
  const byTag = Map.groupBy(listed, ({ operation }) => firstTag(operation));
  const tags = [...byTag.keys()];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(doc.info.title)}: API</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the routes</a>
<header>
<h1>${html(doc.info.title)}</h1>
<p>Version ${html(doc.info.version)}. The same as data: <a href="/openapi.json">OpenAPI 3.1</a>.</p>
<nav aria-label="Sections"><ul>
${[...tags, 'schemas', 'errors'].map((tag) => `<li><a href="#${anchor('section', tag)}">${html(tag)}</a></li>`).join('\n')}
</ul></nav>
</header>
<main id="main">
${[...byTag].map(([tag, entries]) => section(tag, entries.map(article).join('\n'))).join('\n')}
${section('schemas', schemaList(doc))}
${section('errors', errorList(listed))}
</main>
</body>
</html>
`;
}

function firstTag(operation: Operation): string {
  return Array.isArray(operation.tags) && operation.tags.length > 0 ? String(operation.tags[0]) : 'other';
}

function section(name: string, inner: string): string {
  const id = anchor('section', name);
  return `<section aria-labelledby="${id}">\n<h2 id="${id}">${html(name)}</h2>\n${inner}\n</section>`;
}

function article({ path, method, operation }: Listed): string {
  const zh = text(operation['x-summary-zh']);
  const about = text(operation.description);
  return `<article>
<h3 id="${anchor('op', operation.operationId)}"><span class="method ${html(method)}">${html(method.toUpperCase())}</span>
<code>${breakable(path)}</code></h3>
<p>${html(operation.summary)} <span lang="zh-CN">${html(zh)}</span></p>
${about === '' ? '' : `<p>${html(about)}</p>`}
<p class="access">${html(accessText(operation))}</p>
${parameterTable(operation)}
${bodyOf(operation)}
${answers(operation)}
</article>`;
}

function accessText(operation: Operation): string {
  const [first] = (operation.security ?? []) as readonly Record<string, readonly string[]>[];
  if (first?.signature) return 'Access: requests signed by a party (RFC 9421)';
  if (!first?.session) return 'Access: everybody';
  return first.session.length === 0
    ? 'Access: any account'
    : `Access: accounts with role ${first.session.join(' or ')}`;
}

function parameterTable(operation: Operation): string {
  const parameters = (operation.parameters ?? []) as readonly JsonSchema[];
  if (parameters.length === 0) return '';
  const rows = parameters.map(
    (parameter) => `<tr><th scope="row"><code>${html(text(parameter.name))}</code></th>
<td>${html(text(parameter.in))}${parameter.required ? ', required' : ''}</td>
<td>${html(schemaText(parameter.schema))} ${html(text((parameter.schema as JsonSchema).description))}</td></tr>`,
  );
  return `<div class="wide" role="region" aria-label="Parameters" tabindex="0"><table>
<thead><tr><th scope="col">Parameter</th><th scope="col">Where</th><th scope="col">Value</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div>`;
}

function bodyOf(operation: Operation): string {
  const body = operation.requestBody as JsonSchema | undefined;
  return body ? `<h4>Body</h4>\n${contents(body.content as JsonSchema)}` : '';
}

function answers(operation: Operation): string {
  return Object.entries(operation.responses)
    .map(([status, response]) => {
      const answer = response as JsonSchema;
      const codes = answer['x-errors'] as readonly JsonSchema[] | undefined;
      if (!codes)
        return `<h4>Answer ${html(status)}</h4>\n${contents(answer.content as JsonSchema | undefined)}`;
      const links = codes.map(
        ({ code }) => `<a href="#${html(text(code))}"><code>${html(text(code))}</code></a>`,
      );
      return `<p class="error">${html(status)}: ${links.join(', ')}</p>`;
    })
    .join('\n');
}

function contents(content: JsonSchema | undefined): string {
  if (!content) return '<p>Without a body.</p>';
  return Object.entries(content)
    .map(([type, media]) => {
      const schema = (media as JsonSchema).schema as JsonSchema | undefined;
      const shown = schema?.['x-event-data'] ?? schema;
      const each = schema?.['x-event-data'] ? ', each event' : '';
      return `<p>${html(type)}${each}</p>${shown ? pre(shown) : ''}`;
    })
    .join('\n');
}

function pre(schema: Json): string {
  return `<pre tabindex="0">${html(schemaText(schema))}</pre>`;
}

function schemaList(doc: OpenApiDocument): string {
  return Object.entries((doc.components.schemas ?? {}) as Record<string, Json>)
    .map(
      ([name, schema]) =>
        `<h3 id="${anchor('schema', name)}"><code>${html(name)}</code></h3>\n${pre(schema)}`,
    )
    .join('\n');
}

function errorList(listed: readonly Listed[]): string {
  const entries = listed.flatMap(({ operation }) =>
    Object.entries(operation.responses).flatMap(([status, response]) =>
      (((response as JsonSchema)['x-errors'] ?? []) as readonly JsonSchema[]).map((error) => ({
        status,
        ...error,
      })),
    ),
  );
  const unique = new Map(entries.map((entry) => [text((entry as JsonSchema).code), entry as JsonSchema]));
  const rows = [...unique]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([code, entry]) => `<dt id="${html(code)}"><code>${html(code)}</code> ${html(text(entry.status))}</dt>
<dd>${html(text(entry.en))} <span lang="zh-CN">${html(text(entry.zh))}</span></dd>`,
    );
  return `<p>Every error is a problem document (RFC 9457) with one of these codes.</p>\n<dl>${rows.join('\n')}</dl>`;
}

function anchor(kind: string, name: string): string {
  return html(`${kind}-${name.replace(/[^A-Za-z0-9._-]/g, '-')}`);
}

function breakable(path: string): string {
  return html(path).replaceAll('/', '/<wbr>');
}

function text(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function html(value: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return value.replace(/[&<>"']/g, (character) => entities[character]!);
}

const style = `
:root{color-scheme:light dark;--line:light-dark(#d5d8de,#3a3f4a);--soft:light-dark(#f4f5f7,#1f232b);--dim:light-dark(#4b5160,#a9b0bf)}
*{box-sizing:border-box}
body{font:16px/1.55 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;margin:0 auto;padding:1rem;max-width:60rem;background:light-dark(#fff,#14171c);color:light-dark(#16181d,#e8eaee)}
a{color:light-dark(#0a4fb3,#8ab8ff)}
.skip{position:absolute;left:-100rem}.skip:focus{left:1rem}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;list-style:none}
nav a{display:inline-block;padding:.25rem 0}
article{border-top:1px solid var(--line);padding:.5rem 0 1rem}
h2{margin:2rem 0 .5rem}h3{margin:.75rem 0 .25rem;font-size:1rem;overflow-wrap:anywhere}h4{margin:.75rem 0 .25rem;font-size:.9rem}
p{margin:.25rem 0}.access,.error,dd{color:var(--dim)}
.method{display:inline-block;min-width:3.6rem;padding:0 .4rem;border:1px solid var(--line);border-radius:.25rem;text-align:center;font-size:.85rem}
code,pre{font:.875rem/1.5 ui-monospace,Menlo,Consolas,monospace}
pre{background:var(--soft);padding:.6rem .8rem;margin:.25rem 0;overflow-x:auto}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid var(--line);padding:.3rem .6rem .3rem 0;text-align:left;vertical-align:top;font-weight:400}
thead th{font-size:.85rem;color:var(--dim)}
dt{margin-top:.5rem}dt:target{background:var(--soft)}dd{margin:0}
@media print{nav,.skip{display:none}}
`;
