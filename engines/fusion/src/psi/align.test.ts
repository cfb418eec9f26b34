import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeOf, FinharborError, systemRandom } from '@finharbor/kernel';
import { align } from './align.ts';
import { groupReady, tagOf } from './group.ts';
import { alignAll, localMeshes, observed, type Tamper, tampered } from './testing.ts';

const parties = ['bank', 'tax', 'social'] as const;
const ids = Array.from({ length: 300 }, (_, i) => `id ${i}`);
const lists = [ids, ids, ids];
// One message a list; `ids` take two.
const few = ids.slice(0, 20);

/** How a party departs from the protocol, and what its victim must answer with; all hold the same list. */
type Lie = {
  readonly tamper: Tamper;
  readonly code: string;
  readonly held?: readonly string[];
  /** The lie is the last message of all, so that the others may be done before its victim answers. */
  readonly final?: true;
};

type Refusal = { readonly code: string; readonly message: string };

/** Runs the three parties with `liar`'s messages to `victim` changed; what each party fails with, by party. */
async function failures(liar: string, victim: string, lie: Lie): Promise<Map<string, Refusal>> {
  const { tamper, held = few } = lie;
  const meshes = localMeshes(parties).map((mesh) =>
    mesh.self === liar ? tampered(mesh, victim, tamper) : mesh,
  );
  const ends = await Promise.allSettled(
    meshes.map((mesh) => align(mesh, { ids: held, random: systemRandom })),
  );
  return new Map(
    ends.flatMap((end, i) => {
      if (end.status === 'fulfilled') return [];
      assert.ok(end.reason instanceof FinharborError, String(end.reason));
      return [[parties[i]!, { code: end.reason.code, message: end.reason.publicMessage }]];
    }),
  );
}

/** Changes the nth message under `label`, the first being 0. */
function once(
  label: string,
  change: (payload: Uint8Array) => readonly Uint8Array[],
  nth: number = 0,
): Tamper {
  let seen = 0;
  return (at, payload) => (at === label && seen++ === nth ? change(payload) : [payload]);
}

function withRecord(payload: Uint8Array, record: Uint8Array, at: number = 8): Uint8Array {
  const changed = payload.slice();
  changed.set(record, at);
  return changed;
}

function numbers(payload: Uint8Array, ...values: number[]): Uint8Array {
  const changed = payload.slice();
  for (const [i, value] of values.entries()) new DataView(changed.buffer).setUint32(i * 4, value, true);
  return changed;
}

async function refused(liar: string, victim: string, lie: Lie): Promise<void> {
  const ends = await failures(liar, victim, lie);
  assert.equal(ends.get(victim)?.code, lie.code);
  assert.match(ends.get(victim)!.message, new RegExp(`^${liar} `), 'the liar is named');
  for (const party of parties)
    if (party !== victim && !lie.final) assert.equal(ends.get(party)?.code, 'fusion.peer_gone');
}

describe('alignment', () => {
  it('gives the members in an order that is nobody’s own', async () => {
    const aligned = await alignAll(localMeshes(parties), lists);
    const [bank, tax, social] = aligned.map(({ rows }) => [...rows]);
    assert.deepEqual(bank, tax);
    assert.deepEqual(bank, social);
    assert.notDeepEqual(
      bank,
      bank!.toSorted((a, b) => a - b),
    );
    const again = await alignAll(localMeshes(parties), lists);
    assert.notDeepEqual([...again[0]!.rows], bank);
  });

  it('tells the peers apart from what they see only by sizes', async () => {
    const sizesSeen = async (held: readonly (readonly string[])[]): Promise<string[]> => {
      const seen: string[] = [];
      const meshes = localMeshes(parties).map((mesh) =>
        observed(mesh, (label, payload) => {
          if (!label.startsWith('psi/found') && !label.startsWith('psi/rows'))
            seen.push(`${mesh.self} ${label} ${payload.length}`);
        }),
      );
      await alignAll(meshes, held);
      return seen.sort();
    };
    const apart = parties.map((party) => ids.map((id) => `${party} ${id}`));
    assert.deepEqual(await sizesSeen(lists), await sizesSeen(apart));
  });

  it('shows no party two encodings it could link by comparing them', async () => {
    await groupReady();
    const views = parties.map(() => ({ points: [] as Uint8Array[], tags: [] as Uint8Array[] }));
    const meshes = localMeshes(parties).map((mesh, i) =>
      observed(mesh, (label, payload) => {
        const kind = /^psi\/(list|carried)/.test(label)
          ? 'points'
          : /^psi\/tags/.test(label)
            ? 'tags'
            : undefined;
        const width = kind === 'points' ? 32 : 16;
        if (kind)
          for (let at = 8; at < payload.length; at += width)
            views[i]![kind].push(payload.slice(at, at + width));
      }),
    );
    await alignAll(meshes, lists);
    const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
    for (const { points, tags } of views) {
      assert.ok(points.length + tags.length >= 2 * ids.length);
      const seen = [...points.map(tagOf), ...tags.map(text)];
      assert.equal(new Set(seen).size, seen.length);
    }
  });

  it('reports progress up to the last exponentiation', async () => {
    const seen: [number, number][] = [];
    const meshes = localMeshes(parties).map((mesh) => ({
      ...mesh,
      progress: (stage: string, done: number, total: number) => {
        if (mesh.self === 'tax') seen.push([done, total]);
        assert.equal(stage, 'align');
      },
    }));
    await alignAll(meshes, lists);
    assert.deepEqual(seen.at(-1), [900, 900]);
    assert.ok(seen.length >= 6);
  });

  it('refuses lists, caps and meshes that are not usable', async () => {
    const alone = (list: readonly string[], maxIds?: number): Promise<unknown> => {
      const [mesh] = localMeshes(['bank', 'tax']);
      return align(mesh!, { ids: list, random: systemRandom, ...(maxIds === undefined ? {} : { maxIds }) });
    };
    const rejects = (run: Promise<unknown>, code: string): Promise<void> =>
      assert.rejects(run, (error) => codeOf(error) === code);
    await rejects(alone(['a', '']), 'fusion.bad_id');
    await rejects(alone(['a', ' \u3000']), 'fusion.bad_id');
    await rejects(alone(['a', '\ud800']), 'fusion.bad_id');
    await rejects(alone(['a', 'b', 'c'], 2), 'fusion.too_many_ids');
    const [mesh] = localMeshes(['bank', 'tax']);
    const input = { ids: ['a'], random: systemRandom };
    await rejects(align({ ...mesh!, channels: new Map() }, input), 'fusion.bad_mesh');
    await rejects(align({ ...mesh!, self: 'customs' }, input), 'fusion.bad_mesh');
    await rejects(align({ ...mesh!, parties: ['bank'] }, input), 'fusion.bad_mesh');
    await rejects(align({ ...mesh!, parties: ['bank', 'tax', 'tax'] }, input), 'fusion.bad_mesh');
  });
});

describe('a peer that does not keep to the protocol is refused and named', () => {
  const bad = 'fusion.bad_message';
  const garbage = new Uint8Array(32).fill(0xff);

  it('elements', async () => {
    const spoiled = (label: string, record: Uint8Array, nth: number = 0): Lie => ({
      tamper: once(label, (payload) => [withRecord(payload, record)], nth),
      code: 'fusion.bad_point',
      held: nth === 0 ? few : ids,
    });
    await refused('tax', 'social', spoiled('psi/carried/0', garbage));
    await refused('tax', 'social', spoiled('psi/carried/0', new Uint8Array(32)));
    await refused('tax', 'social', spoiled('psi/list/2', garbage, 1));
    await refused('social', 'tax', spoiled('psi/list/1', garbage, 1));
    await refused('bank', 'tax', spoiled('psi/list/2', garbage));
    await refused('social', 'bank', spoiled('psi/carried/1', garbage));
  });

  it('an element or a tag twice', async () => {
    const again = (size: number) => (payload: Uint8Array) => [
      withRecord(payload, payload.slice(8, 8 + size), 8 + size),
    ];
    await refused('social', 'tax', { tamper: once('psi/list/1', again(32)), code: bad });
    await refused('tax', 'social', { tamper: once('psi/tags/1', again(16)), code: bad });
    await refused('social', 'bank', { tamper: once('psi/tags/2', again(16)), code: bad });
  });

  it('truncated, lengthened, empty and swapped chunks', async () => {
    const cut = (payload: Uint8Array) => [payload.subarray(0, payload.length - 1)];
    const long = (payload: Uint8Array) => [new Uint8Array([...payload, ...garbage])];
    await refused('social', 'tax', { tamper: once('psi/list/1', cut), code: bad });
    await refused('social', 'tax', { tamper: once('psi/list/1', long), code: bad });
    await refused('bank', 'tax', { tamper: once('psi/list/2', () => [new Uint8Array(3)]), code: bad });
    const held: Uint8Array[] = [];
    const swap: Tamper = (label, payload) => {
      if (label !== 'psi/list/1') return [payload];
      held.push(payload);
      return held.length === 2 ? held.toReversed() : [];
    };
    await refused('social', 'tax', { tamper: swap, code: bad, held: ids });
    const twice = (payload: Uint8Array) => [payload, payload];
    await refused('social', 'tax', { tamper: once('psi/list/1', twice), code: bad, held: ids });
  });

  it('lists of another length than declared', async () => {
    const more = (payload: Uint8Array) => [numbers(payload, 21)];
    await refused('social', 'tax', { tamper: once('psi/list/1', more), code: bad });
    await refused('social', 'bank', { tamper: once('psi/carried/1', more), code: bad });
    await refused('social', 'tax', { tamper: once('psi/list/1', more, 1), code: bad, held: ids });
  });

  it('declarations over the cap, of another session or malformed', async () => {
    const huge = (payload: Uint8Array) => {
      const changed = payload.slice();
      new DataView(changed.buffer).setUint32(32, 2 ** 20 + 1, true);
      return [changed];
    };
    await refused('bank', 'tax', { tamper: once('psi/hello', huge), code: 'fusion.too_many_ids' });
    const foreign = (payload: Uint8Array) => [withRecord(payload, garbage, 0)];
    await refused('bank', 'tax', { tamper: once('psi/hello', foreign), code: bad });
    await refused('bank', 'tax', { tamper: once('psi/hello', () => [new Uint8Array(2)]), code: bad });
  });

  it('members that stand on no list, or twice', async () => {
    const outside = (payload: Uint8Array) => [withRecord(payload, numbers(new Uint8Array(4), 20))];
    const doubled = (payload: Uint8Array) => [withRecord(payload, payload.slice(8, 12), 12)];
    await refused('bank', 'social', { tamper: once('psi/found/1', outside), code: bad });
    await refused('bank', 'social', { tamper: once('psi/rows/2', doubled), code: bad });
    await refused('social', 'tax', { tamper: once('psi/found/0', doubled), code: bad });
    await refused('tax', 'bank', { tamper: once('psi/rows/2', outside), code: bad, final: true });
    await refused('social', 'tax', { tamper: once('psi/rows/2', (p) => [numbers(p, 19)]), code: bad });
  });

  it('a random element passed off as a member', async () => {
    const meshes = localMeshes(parties);
    const claim = (payload: Uint8Array) => [
      new Uint8Array([...numbers(payload, 1).subarray(0, 8), 0, 0, 0, 0]),
    ];
    const liar = tampered(meshes[0]!, 'social', once('psi/found/1', claim));
    const apart = parties.map((party) => [`${party} only`]);
    const ends = await Promise.allSettled(
      [liar, meshes[1]!, meshes[2]!].map((mesh, i) => align(mesh, { ids: apart[i]!, random: systemRandom })),
    );
    const social = ends[2]!;
    assert.ok(social.status === 'rejected' && codeOf(social.reason) === bad);
    assert.match(social.reason.publicMessage, /^bank sent a random element as a member/);
  });
});

function note(labels: Set<string>): Tamper {
  return (label, payload) => {
    labels.add(label);
    return [payload];
  };
}

describe('a peer that vanishes', () => {
  it('ends the alignment for everybody, at whichever message', async () => {
    const heard = new Set<string>();
    for (const self of parties)
      for (const victim of parties) {
        if (self === victim) continue;
        const labels = new Set<string>();
        await alignAll(
          localMeshes(parties).map((mesh) =>
            mesh.self === self ? tampered(mesh, victim, note(labels)) : mesh,
          ),
          parties.map(() => ['a', 'b']),
        );
        for (const label of labels) {
          const meshes = localMeshes(parties);
          const leaver = meshes.find((mesh) => mesh.self === self)!;
          const leaving = tampered(leaver, victim, (at, payload) => {
            if (at !== label) return [payload];
            for (const channel of leaver.channels.values()) channel.abort('killed');
            return [];
          });
          const others = meshes.map((mesh) => (mesh === leaver ? leaving : mesh));
          const ends = await Promise.allSettled(
            others.map((mesh) => align(mesh, { ids: ['a', 'b'], random: systemRandom })),
          );
          for (const end of ends)
            if (end.status === 'rejected') assert.equal(codeOf(end.reason), 'fusion.peer_gone');
          const last = label === 'psi/rows/1' || label === 'psi/rows/2';
          assert.ok(last || ends.every((end) => end.status === 'rejected'), `${self} to ${victim}, ${label}`);
          heard.add(label);
        }
      }
    assert.equal(heard.size, 11);
  });
});
