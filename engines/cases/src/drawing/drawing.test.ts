import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grant } from '../testing/grant.ts';
import { type Box, drawableOf, drawProcedure, sceneOf } from './index.ts';

const drawable = drawableOf(grant);

test('every state stands somewhere, none on another, and within the picture', () => {
  for (const language of ['en', 'zh'] as const) {
    const { boxes, width, height } = sceneOf(drawable, language);
    assert.deepEqual(boxes.map(({ name }) => name).toSorted(), Object.keys(grant.states).toSorted());
    const edges = ({ at, width, height }: Box) => ({
      left: at.x - width / 2,
      right: at.x + width / 2,
      top: at.y - height / 2,
      bottom: at.y + height / 2,
    });
    for (const [nth, one] of boxes.entries()) {
      const { left, right, top, bottom } = edges(one);
      assert.ok(left >= 0 && top >= 0 && right <= width && bottom <= height, one.name);
      for (const other of boxes.slice(nth + 1).map(edges)) {
        const isApart =
          right <= other.left || other.right <= left || bottom <= other.top || other.bottom <= top;
        assert.ok(isApart, `${one.name} lies on another state`);
      }
    }
  }
});

test('every step is an arrow from each of its states, or is said below; those of the clock are marked', () => {
  const { arrows, notes } = sceneOf(drawable, 'en');
  const steps = Object.values(grant.steps);
  assert.equal(
    arrows.length,
    steps.filter(({ from }) => from.length < 3).reduce((sum, { from }) => sum + from.length, 0),
  );
  assert.equal(notes.length, steps.filter(({ from }) => from.length >= 3).length);
  assert.ok(arrows.some(({ isClock, label }) => isClock && label.lines.includes('Lapse')));
});

test('an SVG has its texts as text, and nothing of a title becomes markup', () => {
  const said = { en: '<script>alert(1)</script>', zh: '资助&"' };
  const svg = drawProcedure({ ...drawable, title: said }, 'en');
  assert.match(svg, /^<svg [^>]+role="img"/);
  assert.ok(!svg.includes('<script'));
  assert.match(drawProcedure(drawable, 'zh'), />待补正</);
  assert.equal(drawProcedure(drawable, 'zh'), drawProcedure(drawable, 'zh'));
});
