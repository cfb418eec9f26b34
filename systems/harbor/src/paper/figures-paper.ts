import { type PaperLanguage, paperFacts } from '@finharbor/kernel';
import type { PaperDraft } from '@finharbor/kernel/http';
import type { IntersectionSum } from '../job-result.ts';
import { figuresTexts } from './figures-texts.ts';
import { filled } from './texts.ts';

type Section = PaperDraft['sections'][number];

/** Sum, mean and histogram over the firms both sides have; null where this party was told none. */
export function sumSection(sum: IntersectionSum | null, language: PaperLanguage): Section {
  const text = figuresTexts[language];
  if (!sum) return { title: text.sum, parts: [{ kind: 'text', text: text.untold }] };
  const { field, total, mean, decimals } = sum;
  return {
    title: text.sum,
    parts: [
      paperFacts(language, [
        [text.field, field],
        [text.total, total.toFixed(decimals)],
        [text.mean, mean.toFixed(decimals + 2)],
      ]),
      ...(sum.bins.length > 0 ? [histogramOf(sum, language)] : []),
    ],
  };
}

function histogramOf(
  { edges, bins, decimals }: IntersectionSum,
  language: PaperLanguage,
): Section['parts'][number] {
  const text = figuresTexts[language];
  const said = edges.map((edge) => edge.toFixed(decimals));
  const names = bins.map((_, at) => {
    const [low, high] = [said[at - 1], said[at]];
    if (low === undefined) return filled(text.below, high ?? '');
    return high === undefined ? filled(text.from, low) : filled(text.between, low, high);
  });
  return {
    kind: 'table',
    columns: [
      { title: text.values, share: 2 },
      { title: text.count, align: 'end' },
    ],
    rows: bins.map((count, at) => [names[at]!, String(count)]),
  };
}

/** That nobody was told anything, for too few firms are common; without their number. */
export function withheldSection(atLeast: number, language: PaperLanguage): Section {
  const text = figuresTexts[language];
  return { title: text.withheldTitle, parts: [{ kind: 'text', text: filled(text.withheld, atLeast) }] };
}
