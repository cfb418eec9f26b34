import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import fc from 'fast-check';
import {
  type Direction,
  type FrameKind,
  FrameOpener,
  FrameSealer,
  frameKind,
  headerBytes,
  maxBodyBytes,
  tagBytes,
} from './frame.ts';

const direction = (fill: number): Direction => ({
  id: Buffer.alloc(8, fill),
  key: Buffer.alloc(32, fill + 1),
  seed: Buffer.alloc(32, fill + 2),
});
const body = fc.uint8Array({ maxLength: 300 });
const frames = fc.array(fc.tuple(fc.constantFrom(...Object.values(frameKind)), body), {
  minLength: 1,
  maxLength: 20,
});

function sealed(list: readonly (readonly [FrameKind, Uint8Array])[]) {
  const sealer = new FrameSealer(direction(1));
  return { frames: list.map(([kind, bytes]) => sealer.seal(kind, bytes)), sealer };
}

function open(
  bytes: Uint8Array,
  cuts: readonly number[] = [],
): { kinds: number[]; bodies: Buffer[]; code: string } {
  const opener = new FrameOpener(direction(1));
  const found = { kinds: [] as number[], bodies: [] as Buffer[], code: 'none' };
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  try {
    for (let i = 1; i < at.length; i += 1)
      opener.push(bytes.subarray(at[i - 1], at[i]), (frame) => {
        found.kinds.push(frame.kind);
        found.bodies.push(Buffer.from(frame.body));
      });
  } catch (error) {
    found.code = codeOf(error);
  }
  return found;
}

const frameBytes = (length: number): number => headerBytes + length + tagBytes;

test('frames come out as they went in, however the bytes are cut', () => {
  const property = fc.property(frames, fc.array(fc.nat(10_000), { maxLength: 60 }), (list, cuts) => {
    const found = open(Buffer.concat(sealed(list).frames), cuts);
    assert.equal(found.code, 'none');
    assert.deepEqual(
      found.kinds,
      list.map(([kind]) => kind),
    );
    assert.deepEqual(
      found.bodies,
      list.map(([, bytes]) => Buffer.from(bytes)),
    );
  });
  fc.assert(property, { verbose: 1 });
});

test('both ends have the same chain, and only messages move it', () => {
  const property = fc.property(frames, (list) => {
    const { frames: wire, sealer } = sealed(list);
    const opener = new FrameOpener(direction(1));
    for (const frame of wire) opener.push(frame, () => {});
    assert.deepEqual(opener.chain(), sealer.chain());
    const messages = list.filter(([kind]) => kind <= frameKind.more);
    assert.deepEqual(sealed(messages).sealer.chain(), sealer.chain());
  });
  fc.assert(property, { verbose: 1 });
});

test('one flipped bit anywhere lets no altered frame through', () => {
  const property = fc.property(frames, fc.nat(), fc.nat(7), (list, place, bit) => {
    const wire = Buffer.concat(sealed(list).frames);
    const at = place % wire.length;
    const before = open(wire);
    wire[at] = wire[at]! ^ (1 << bit);
    const after = open(wire);
    const same = after.bodies.length;
    assert.ok(same < before.bodies.length);
    assert.deepEqual(after.bodies, before.bodies.slice(0, same));
    // Only a length made longer leaves the opener waiting; everything else is named at once.
    const starts = before.bodies.slice(0, same).reduce((sum, bytes) => sum + frameBytes(bytes.length), 0);
    if (after.code === 'none') assert.ok(wire.readUInt32BE(starts) > before.bodies[same]!.length);
    else assert.match(after.code, /^link\.(altered|foreign|replayed|out_of_order|too_large)$/);
  });
  fc.assert(property, { verbose: 1 });
});

test('a frame left out, repeated or swapped is named', () => {
  const some = fc.array(fc.tuple(fc.constant(frameKind.first), body), { minLength: 3, maxLength: 12 });
  const property = fc.property(some, fc.nat(), (list, place) => {
    const wire = sealed(list).frames;
    const at = place % (wire.length - 1);
    const [one, next] = [wire[at]!, wire[at + 1]!];
    const named = (changed: readonly Buffer[]): string => open(Buffer.concat(changed)).code;
    assert.equal(named(wire.toSpliced(at, 1)), 'link.out_of_order');
    assert.equal(named(wire.toSpliced(at, 2, next, one)), 'link.out_of_order');
    assert.equal(named(wire.toSpliced(at, 1, one, one)), 'link.replayed');
  });
  fc.assert(property, { verbose: 1 });
});

test('a frame of another connection is foreign, and one with a stolen id but another key is altered', () => {
  const other = new FrameSealer(direction(40)).seal(frameKind.first, Buffer.from('x'));
  assert.equal(open(other).code, 'link.foreign');
  const stolen = new FrameSealer({ ...direction(40), id: direction(1).id });
  assert.equal(open(stolen.seal(frameKind.first, Buffer.from('x'))).code, 'link.altered');
});

test('a length beyond one frame is refused at the header, before its bytes', () => {
  const header = new FrameSealer(direction(1)).seal(frameKind.first).subarray(0, headerBytes);
  header.writeUInt32BE(maxBodyBytes + 1, 0);
  assert.equal(open(header).code, 'link.too_large');
});
