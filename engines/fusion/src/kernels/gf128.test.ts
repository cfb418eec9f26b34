import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addTo, type Element, elementsOf, evaluate, multiply, secretPower, squarings } from './gf128.ts';

const element: fc.Arbitrary<Element> = fc
  .uint32Array({ minLength: 4, maxLength: 4 })
  .map((words) => Uint32Array.from(words));
const sum = (a: Element, b: Element): Element => {
  const out = a.slice();
  addTo(out, b);
  return out;
};

/** GCM writes the coefficient of x^0 as the first bit of the first byte: bits within bytes run the other way. */
function fromGcm(hex: string): Element {
  const bytes = Buffer.from(hex, 'hex').map((byte) =>
    Number.parseInt(byte.toString(2).padStart(8, '0').split('').reverse().join(''), 2),
  );
  return elementsOf(bytes)[0]!;
}

test('H · C of the GCM specification (McGrew, Viega 2005), test case 2', () => {
  const h = fromGcm('66e94bd4ef8a2c3b884cfa59ca342b2e');
  const c = fromGcm('0388dace60b6a392f328c2b971b2fe78');
  const x = fromGcm('5e2ec746917062882c85b0685353deb7');
  assert.deepEqual(multiply(c, h), x);
});

test('it is a commutative ring without zero divisors, of characteristic 2', () => {
  fc.assert(
    fc.property(element, element, element, (a, b, c) => {
      assert.deepEqual(multiply(a, b), multiply(b, a));
      assert.deepEqual(multiply(multiply(a, b), c), multiply(a, multiply(b, c)));
      assert.deepEqual(multiply(a, sum(b, c)), sum(multiply(a, b), multiply(a, c)));
      const isZero = (e: Element): boolean => e.every((word) => word === 0);
      assert.equal(isZero(multiply(a, b)), isZero(a) || isZero(b));
    }),
    { numRuns: 50, verbose: 1 },
  );
});

test('powers and polynomials are what repeated products give', () => {
  fc.assert(
    fc.property(
      element,
      fc.nat(40),
      fc.array(element, { minLength: 1, maxLength: 6 }),
      (base, exponent, coefficients) => {
        const powers = [Uint32Array.of(1, 0, 0, 0)];
        while (powers.length <= 40) powers.push(multiply(powers.at(-1)!, base));
        assert.deepEqual(secretPower(squarings(base, 6), exponent), powers[exponent]);
        const terms = coefficients.map((c, i) => multiply(c, powers[coefficients.length - 1 - i]!));
        assert.deepEqual(evaluate(coefficients, base), terms.reduce(sum));
      },
    ),
    { numRuns: 30, verbose: 1 },
  );
});
