import { FinharborError } from '@finharbor/kernel/contract';

/**
 * A refusal of a step as its form shows it: each fault at its own field and in one language. The server says everything in both, English
 * first, and points into the request; what the procedure itself asks for stands in the message.
 */
export function faultIn(error: unknown, language: string): unknown {
  if (!(error instanceof FinharborError)) return error;
  const say = (text: string): string => oneOf(text, language);
  const fields =
    error.code === 'case.not_yet'
      ? [{ pointer: '', detail: say(error.publicMessage) }]
      : error.fields.map(({ pointer, detail }) => ({
          pointer: pointer.replace(/^\/form(?=\/)/, ''),
          detail: say(detail),
        }));
  return new FinharborError({ code: error.code, publicMessage: say(error.publicMessage), fields });
}

/** Of a text in English and then in Chinese, the part in this language; all of it where there is one part alone. */
export function oneOf(text: string, language: string): string {
  const at = text.search(/(?<=[\s.])\p{Script=Han}/u);
  if (at <= 0) return text;
  return (language === 'zh-CN' ? text.slice(at) : text.slice(0, at)).trim();
}
