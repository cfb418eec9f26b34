import { combine, mapToPoint, raise, type Scalar } from '../psi/group.ts';
import { type Compute, type Done, elementBytes, generator, type Job, uniformBytes } from './jobs.ts';

const identity = new Uint8Array(elementBytes);

/** Jobs by libsodium: what the kernels are compared with, and what runs where they do not. Needs `groupReady()`. */
export const plainCompute: Compute = (job) => {
  switch (job.op) {
    case 'raise':
      return each(records(job.elements, elementBytes), (element) => raise(job.scalar as Scalar, element));
    case 'raiseMapped':
      return each(mapped(job.uniform), (element) => raise(job.scalar as Scalar, element));
    case 'raiseEach':
      return raiseEach(job);
    case 'map':
      return each(mapped(job.uniform), doubled);
    case 'add':
      return addMultiples(job);
    case 'walk':
      return walk(job);
    case 'sum':
      return sum(records(job.elements, elementBytes));
  }
};

type Of<Op> = Extract<Job, { readonly op: Op }>;

function raiseEach({ elements, uniform, scalars }: Of<'raiseEach'>): Done {
  const factors = records(scalars, elementBytes) as readonly Scalar[];
  const more = uniform && mapped(uniform);
  return each(records(elements, elementBytes), (element, k) => {
    const sum = more ? combine('+', element, doubled(more[k]!)!) : element;
    const raised = sum && raise(factors[k]!, sum);
    return raised && doubled(raised);
  });
}

function addMultiples({ own, scalars, base = generator }: Of<'add'>): Done {
  const multiples = records(scalars, elementBytes).map((scalar) => raise(scalar as Scalar, base) ?? identity);
  if (own === 'nothing') return each(multiples, doubled);
  if ('less' in own)
    return each(mapped(own.less), (element, k) => doubled(combine('-', multiples[k]!, element)!));
  const elements = 'uniform' in own ? mapped(own.uniform) : records(own.elements, elementBytes);
  return each(elements, (element, k) => {
    const sum = element.some((byte) => byte !== 0) ? combine('+', element, multiples[k]!) : undefined;
    return sum && doubled(sum);
  });
}

function walk({ start, step, count }: Of<'walk'>): Done {
  let next: Uint8Array | undefined = start;
  return each(Array.from({ length: count }), () => {
    const now: Uint8Array | undefined = next && doubled(next);
    next = next && combine('+', next, step);
    return now;
  });
}

function sum(elements: readonly Uint8Array[]): Done {
  let total: Uint8Array = identity;
  for (const [k, element] of elements.entries()) {
    const next = combine('+', total, element);
    if (!next) return { refused: k };
    total = next;
  }
  return each([total], doubled);
}

function each<T>(inputs: readonly T[], compute: (input: T, k: number) => Uint8Array | undefined): Done {
  const elements = new Uint8Array(elementBytes * inputs.length);
  for (const [k, input] of inputs.entries()) {
    const element = compute(input, k);
    if (!element) return { refused: k };
    elements.set(element, elementBytes * k);
  }
  return { elements };
}

function doubled(element: Uint8Array): Uint8Array | undefined {
  return combine('+', element, element);
}

function mapped(uniform: Uint8Array): readonly Uint8Array[] {
  return records(uniform, uniformBytes).map(mapToPoint);
}

function records(bytes: Uint8Array, width: number): readonly Uint8Array[] {
  return Array.from({ length: bytes.length / width }, (_, k) => bytes.subarray(width * k, width * (k + 1)));
}
