import {
  type Compute,
  type Done,
  elementBytes,
  generator,
  type Job,
  jobElements,
  uniformBytes,
} from './jobs.ts';
import { kernelsWasm } from './kernels-wasm.ts';

// The part of the WebAssembly API used here; TypeScript ships its types with the browser's only.
declare const WebAssembly: {
  readonly validate: (bytes: Uint8Array) => boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/** A place in the kernels' memory. */
type At = number;

type Exports = {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => unknown };
  readonly __heap_base: { readonly value: At };
  readonly isFused: () => number;
  readonly setScalar: (scalar: At) => void;
  readonly forgetScalar: () => void;
  readonly raise: (to: At, from: At, count: number) => number;
  readonly raiseMapped: (to: At, from: At, count: number) => undefined;
  readonly raiseEach: (...to: [to: At, from: At, uniform: At, scalars: At, count: number]) => number;
  readonly map: (to: At, from: At, count: number) => undefined;
  readonly setBase: (base: number, from: At) => number;
  readonly addMultiples: (
    ...to: [to: At, from: At, kind: number, scalars: At, count: number, base: number]
  ) => number;
  readonly walk: (to: At, start: At, step: At, count: number) => number;
  readonly sum: (to: At, from: At, count: number) => number;
};

/** The kernels, compiled: what threads share. Undefined where the machine lacks their instructions. */
export const kernelsModule: object | undefined = compiled();

function compiled(): object | undefined {
  const bytes = Uint8Array.from(Buffer.from(kernelsWasm, 'base64'));
  if (!WebAssembly.validate(bytes)) return undefined;
  const module = new WebAssembly.Module(bytes);
  return (new WebAssembly.Instance(module).exports as Exports).isFused() === 1 ? module : undefined;
}

/** Jobs by `wasm-ristretto/*.c`, in an instance of its own. Time does not depend on scalars. */
export function wasmCompute(module: object): Compute {
  const wasm = new WebAssembly.Instance(module).exports as Exports;
  wasm.memory.grow(1);
  const bases = new Map<string, number>();
  const memory = memoryOf(wasm);
  return (job) => {
    try {
      return compute({ wasm, memory, bases }, job);
    } finally {
      wasm.forgetScalar();
      memory.forget();
    }
  };
}

type Bench = {
  readonly wasm: Exports;
  readonly memory: Memory;
  readonly bases: Map<string, number>;
};

function compute(bench: Bench, job: Job): Done {
  const { wasm, memory } = bench;
  switch (job.op) {
    case 'raise':
      wasm.setScalar(memory.put('scalars', job.scalar));
      return memory.run('elements', job.elements, (...to) => wasm.raise(...to));
    case 'raiseMapped':
      wasm.setScalar(memory.put('scalars', job.scalar));
      return memory.run('uniform', job.uniform, (...to) => wasm.raiseMapped(...to));
    case 'raiseEach':
      return raiseEach(bench, job);
    case 'map':
      return memory.run('uniform', job.uniform, (...to) => wasm.map(...to));
    case 'add':
      return addMultiples(bench, job);
    case 'walk': {
      const [start, step] = [job.start, job.step].map((element) => Buffer.concat([element, element]));
      const at = memory.put('scalars', start!);
      const by = memory.put('from', step!);
      return memory.take(job.count, (to, count) => wasm.walk(to, at, by, count));
    }
    case 'sum': {
      const elements = Buffer.concat([
        job.elements,
        new Uint8Array(job.elements.length % (2 * elementBytes)),
      ]);
      const from = memory.put('from', elements);
      return memory.take(1, (to) => wasm.sum(to, from, elements.length / elementBytes));
    }
  }
}

/** Where no uniform bytes are given. */
const none: At = 0;

function raiseEach(
  { wasm, memory }: Bench,
  { elements, uniform, scalars }: Extract<Job, { readonly op: 'raiseEach' }>,
): Done {
  const at = memory.put('scalars', evened(scalars, elementBytes));
  const more = uniform ? memory.put('more', evened(uniform, uniformBytes)) : none;
  return memory.run('elements', elements, (to, from, count) => wasm.raiseEach(to, from, more, at, count));
}

const kinds = { nothing: 0, uniform: 1, elements: 2, less: 3 } as const;

function addMultiples(bench: Bench, job: Extract<Job, { readonly op: 'add' }>): Done {
  const { wasm, memory } = bench;
  const base = baseOf(bench, job.base ?? generator);
  if (base === undefined) return { refused: 0 };
  const at = memory.put('scalars', evened(job.scalars, elementBytes));
  const add = (kind: number) => (to: At, from: At, count: number) =>
    wasm.addMultiples(to, from, kind, at, count, base);
  if (job.own === 'nothing')
    return memory.take(job.scalars.length / elementBytes, (to, count) => add(kinds.nothing)(to, 0, count));
  if ('elements' in job.own) return memory.run('elements', job.own.elements, add(kinds.elements));
  return 'less' in job.own
    ? memory.run('uniform', job.own.less, add(kinds.less))
    : memory.run('uniform', job.own.uniform, add(kinds.uniform));
}

/** Tables of the two bases used last. */
function baseOf({ wasm, memory, bases }: Bench, element: Uint8Array): number | undefined {
  const name = Buffer.from(element).toString('hex');
  const known = bases.get(name);
  if (known !== undefined) return known;
  const [oldest] = bases.size < 2 ? [] : bases;
  const slot = oldest?.[1] ?? bases.size;
  if (oldest) bases.delete(oldest[0]);
  if (wasm.setBase(slot, memory.put('from', element)) !== 0) return undefined;
  bases.set(name, slot);
  return slot;
}

type Memory = ReturnType<typeof memoryOf>;

function memoryOf(wasm: Exports) {
  const base = wasm.__heap_base.value;
  const places = {
    scalars: base,
    from: base + elementBytes * jobElements,
    more: base + (elementBytes + uniformBytes) * jobElements,
    to: base + (elementBytes + 2 * uniformBytes) * jobElements,
  };
  const end = places.to + elementBytes * jobElements;
  const bytes = (at: At, length: number): Uint8Array => new Uint8Array(wasm.memory.buffer, at, length);
  const put = (place: 'scalars' | 'from' | 'more', data: Uint8Array): At => {
    bytes(places[place], data.length).set(data);
    return places[place];
  };
  /** Kernels take two at a time, so that an odd one is given twice; returns what they made of `count`. */
  const take = (count: number, kernel: (to: At, count: number) => number | undefined): Done => {
    const refused = kernel(places.to, count + (count % 2)) ?? -1;
    if (refused >= 0) return { refused };
    return { elements: Uint8Array.from(bytes(places.to, elementBytes * count)) };
  };
  return {
    put,
    take,
    run(
      kind: 'elements' | 'uniform',
      data: Uint8Array,
      kernel: (to: At, from: At, count: number) => number | undefined,
    ): Done {
      const width = kind === 'elements' ? elementBytes : uniformBytes;
      const from = put('from', evened(data, width));
      return take(data.length / width, (to, count) => kernel(to, from, count));
    },
    forget: () => void bytes(base, end - base).fill(0),
  };
}

function evened(data: Uint8Array, width: number): Uint8Array {
  return (data.length / width) % 2 === 0 ? data : Buffer.concat([data, data.subarray(-width)]);
}
