import { Graph, layout } from '@dagrejs/dagre';
import type { Bilingual } from '@finharbor/kernel/contract';
import type { Drawable } from './drawable.ts';

type Language = keyof Bilingual;
type Point = { readonly x: number; readonly y: number };

/** Lines of text around a middle. */
export type Words = { readonly at: Point; readonly lines: readonly string[] };

/** A state as a box; `end` is what comes of a case there. */
export type Box = Words & {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly kind: 'start' | 'state' | 'panel' | 'end';
};

/** A step as an arrow. */
export type Arrow = { readonly path: readonly Point[]; readonly label: Words; readonly isClock: boolean };

/** A procedure as it is drawn: every measure in pixels of a text of 14. */
export type Scene = {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  /** Steps that can be taken from so many states that arrows would hide the rest. */
  readonly notes: readonly string[];
};

/** The height of a line of text. */
export const lineHeight = 18;
const padding = 12;
const margin = 16;
/** From so many states on a step is said below, and not drawn. */
const tooMany = 3;
const words = {
  en: { clock: 'Clock', seats: 'seats, quorum', from: 'from', days: 'd' },
  zh: { clock: '系统', seats: '席，法定人数', from: '自', days: '天' },
};

/** Where everything of a procedure stands. The same procedure always gives the same scene. */
export function sceneOf(drawable: Drawable, language: Language): Scene {
  const { states, steps } = drawable;
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 36, ranksep: 44, edgesep: 18, marginx: margin, marginy: margin });
  graph.setDefaultEdgeLabel(() => ({}));
  const lines = new Map(states.map((state) => [state.name, stateLines(drawable, state, language)]));
  for (const { name } of states) graph.setNode(name, sizeOf(lines.get(name)!));
  const drawn = steps.filter(({ from }) => from.length < tooMany);
  for (const step of drawn)
    for (const from of step.from) {
      const label = stepLines(drawable, step, language);
      const { width, height } = sizeOf(label);
      graph.setEdge(from, step.to, { width, height: height - padding, labelpos: 'c' }, step.name);
    }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  const first = states[0]?.name;
  return {
    ...{ width: Math.ceil(width), height: Math.ceil(height) },
    boxes: states.map(({ name, ends, panel }) => {
      const { x, y, width, height } = graph.node(name) as Point & { width: number; height: number };
      const kind = name === first ? 'start' : ends !== null ? 'end' : panel ? 'panel' : 'state';
      return { name, kind, at: { x, y }, width, height, lines: lines.get(name)! };
    }),
    arrows: drawn.flatMap((step) =>
      step.from.map((from) => {
        const { points, x, y } = graph.edge({ v: from, w: step.to, name: step.name }) as Point & {
          points: readonly Point[];
        };
        return {
          path: points.map(({ x, y }) => ({ x, y })),
          label: { at: { x, y }, lines: stepLines(drawable, step, language) },
          isClock: step.by.includes('clock'),
        };
      }),
    ),
    notes: steps.filter(({ from }) => from.length >= tooMany).map((step) => noteOf(drawable, step, language)),
  };
}

type Step = Drawable['steps'][number];

function stateLines(
  { terms }: Drawable,
  { name, title, panel }: Drawable['states'][number],
  language: Language,
): readonly string[] {
  const said = words[language];
  return [
    title[language],
    ...(panel ? [`${panel.seats} ${said.seats} ${panel.quorum}`] : []),
    ...terms
      .filter((term) => term.while.includes(name))
      .map((term) => {
        const waits = term.suspendedIn.includes(name);
        return `${waits ? '‖' : '◷'} ${term.title[language]}${waits ? '' : ` · ${term.days} ${said.days}`}`;
      }),
  ];
}

function stepLines(drawable: Drawable, { title, by }: Step, language: Language): readonly string[] {
  return [title[language], `(${actorsOf(drawable, by, language)})`];
}

function actorsOf({ actors }: Drawable, by: readonly string[], language: Language): string {
  const titleOf = (name: string): string =>
    actors.find((actor) => actor.name === name)?.title[language] ?? words[language].clock;
  return by.map(titleOf).join(language === 'zh' ? '、' : ', ');
}

function noteOf(drawable: Drawable, step: Step, language: Language): string {
  const titleOf = (name: string): string =>
    drawable.states.find((state) => state.name === name)!.title[language];
  const from = step.from.map(titleOf).join(language === 'zh' ? '、' : ', ');
  const [title, by] = stepLines(drawable, step, language);
  return `${title} ${by}: ${words[language].from} ${from} → ${titleOf(step.to)}`;
}

function sizeOf(lines: readonly string[]): { readonly width: number; readonly height: number } {
  return {
    width: Math.max(...lines.map(widthOf)) + 2 * padding,
    height: lines.length * lineHeight + padding,
  };
}

/** About as wide as a text of 14 pixels is in any usual face: Han characters are square. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += character.codePointAt(0)! > 0x2e7f ? 14 : 7.8;
  return Math.ceil(width);
}
