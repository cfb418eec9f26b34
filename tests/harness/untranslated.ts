import type { Page } from 'playwright-core';

/**
 * Words on the page, and in what only screen readers are told, that stand outside of the pseudo-locale's brackets. What is data and no
 * text of ours is marked `translate="no"` in the page, as translators ask for.
 */
export function untranslated(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(`(() => {
    // React Aria's own words for the parts of a date follow the locale it is given, and have no pseudo-locale.
    const date = '[role=spinbutton], [role=group]:has([role=spinbutton]) button';
    const data = '[translate=no], code, textarea, [data-own-name], script, style, noscript, ' + date;
    // Formats of numbers and instants, credit codes, ids and numbers of errors are no words; of a day that is chosen React Aria speaks itself.
    const form = /^Selected Date: |^(\\d{1,2} )?[A-Z][a-z]{2} \\d{1,2}, \\d{4}|^\\d[\\dA-Z\\s]{17,}$|urn:uuid:|^[\\da-f]{8}(-[\\da-f]{4}){3}-[\\da-f]{12}$|^[\\d.,]+ [kMG]?B$/;
    const isPlain = (text) => /[A-Za-z]{2}/.test(text) && !text.includes('⟦') && !form.test(text);
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent.trim();
      if (isPlain(text) && !node.parentElement.closest(data)) found.push(text);
    }
    for (const element of document.body.querySelectorAll('*'))
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description']) {
        const text = element.getAttribute(name);
        if (text && isPlain(text) && !element.closest(data)) found.push(name + ': ' + text);
      }
    return [...new Set(found)];
  })()`);
}
