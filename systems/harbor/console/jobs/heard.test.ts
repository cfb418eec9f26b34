import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Heard, hear, nothing, type Word } from './heard.ts';

const stage = (name: string, atMs: number, sent: number): Word => ({
  kind: 'event',
  atMs,
  event: {
    kind: 'stage',
    stage: name,
    done: 1,
    total: 2,
    traffic: [{ peer: 'tax', bytesSent: sent, bytesReceived: 2 * sent }],
  },
});
const after = (words: readonly Word[]): Heard => words.reduce(hear, nothing);

test('a stage has the time and the bytes between its first word and the next stage’s', () => {
  const { stages } = after([
    { kind: 'begin', atMs: 10_000 },
    stage('read', 20_000, 100),
    stage('read', 21_000, 150),
    stage('intersect', 25_000, 180),
  ]);
  const read = stages.get('read')!;
  assert.deepEqual([read.beganMs, read.endedMs, read.before.sent, read.after.sent], [20_000, 25_000, 0, 150]);
  const intersect = stages.get('intersect')!;
  assert.deepEqual(intersect.before, { sent: 150, received: 300 });
  assert.deepEqual([intersect.beganMs, intersect.endedMs], [25_000, undefined]);
});

test('of what had happened before the page followed, nobody can say when it was', () => {
  const { stages } = after([
    { kind: 'begin', atMs: 10_000 },
    stage('agree', 10_100, 0),
    stage('read', 10_101, 50),
    stage('intersect', 30_000, 80),
  ]);
  assert.deepEqual([stages.get('agree')!.beganMs, stages.get('agree')!.endedMs], [undefined, undefined]);
  assert.deepEqual([stages.get('read')!.beganMs, stages.get('read')!.endedMs], [undefined, 30_000]);
});
