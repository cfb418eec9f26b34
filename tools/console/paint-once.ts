import type { Plugin } from 'vite';

/**
 * Has the browser wait with its first paint for the page's script, which puts on the chosen colours and size of type: there is nothing
 * to see before it, and an empty page in the wrong colours would flash.
 */
export function paintOnce(): Plugin {
  return {
    name: 'finharbor-paint-once',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => html.replace('<script type="module"', '<script type="module" blocking="render"'),
    },
  };
}
