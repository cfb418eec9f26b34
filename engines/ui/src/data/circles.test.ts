import assert from 'node:assert/strict';
import { test } from 'node:test';
import { circlesOf } from './circles.ts';

/** The area two circles share, by counting points of a grid. */
function sharedArea([a, b]: ReturnType<typeof circlesOf>): number {
  let inside = 0;
  const step = 0.25;
  for (let x = 0; x < 2 * (a.r + b.r); x += step)
    for (let y = -60; y < 60; y += step)
      if ((x - a.x) ** 2 + y * y < a.r ** 2 && (x - b.x) ** 2 + y * y < b.r ** 2) inside += step * step;
  return inside;
}

test('areas of the circles and of what they share are as the sizes are', () => {
  for (const [first, second, both] of [
    [1000, 1000, 500],
    [1000, 400, 100],
    [300, 1000, 270],
  ] as const) {
    const circles = circlesOf({ first, second, both });
    const [a, b] = circles.map(({ r }) => Math.PI * r * r) as [number, number];
    assert.ok(Math.abs(a / b - first / second) < 1e-9);
    assert.ok(Math.abs(sharedArea(circles) / a - both / first) < 0.01, `${first} ${second} ${both}`);
  }
});

test('sets without a common member do not touch, and one within the other lies within', () => {
  const [a, b] = circlesOf({ first: 10, second: 10, both: 0 });
  assert.ok(b.x - a.x >= a.r + b.r - 1e-6);
  const [large, small] = circlesOf({ first: 100, second: 10, both: 10 });
  assert.ok(small.x + small.r <= large.x + large.r + 1e-6);
});
