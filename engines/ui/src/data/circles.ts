const largest = 58;

type Circle = { readonly x: number; readonly r: number };

/** Two circles whose areas and whose overlap stand to each other as the sizes do. */
export function circlesOf(sizes: {
  readonly first: number;
  readonly second: number;
  readonly both: number;
}): readonly [Circle, Circle] {
  const most = Math.max(sizes.first, sizes.second, 1);
  // A set much smaller than the other stays in sight.
  const radius = (size: number): number => Math.max(6, largest * Math.sqrt(size / most));
  const [a, b] = [radius(sizes.first), radius(sizes.second)];
  const least = Math.min(sizes.first, sizes.second);
  const wanted = least === 0 ? 0 : (Math.min(sizes.both, least) / least) * Math.PI * Math.min(a, b) ** 2;
  let [near, far] = [Math.abs(a - b), a + b];
  for (let step = 0; step < 40; step += 1) {
    const distance = (near + far) / 2;
    if (overlapOf(a, b, distance) > wanted) near = distance;
    else far = distance;
  }
  return [
    { x: a, r: a },
    { x: a + far, r: b },
  ];
}

function overlapOf(a: number, b: number, d: number): number {
  if (d >= a + b) return 0;
  if (d <= Math.abs(a - b)) return Math.PI * Math.min(a, b) ** 2;
  const [x, y] = [(d * d + a * a - b * b) / (2 * d * a), (d * d + b * b - a * a) / (2 * d * b)];
  const kite = Math.sqrt((-d + a + b) * (d + a - b) * (d - a + b) * (d + a + b));
  return a * a * Math.acos(x) + b * b * Math.acos(y) - kite / 2;
}
