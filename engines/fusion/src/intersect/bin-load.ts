/** So many items that a given one of `bins` holds more with probability below 2^-bits, by Chernoff's bound. */
export function binLoad(count: number, bins: number, bits: number): number {
  if (bins === 1) return count;
  const share = 1 / bins;
  const unlikely = (load: number): boolean => {
    const part = load / count;
    if (part >= 1) return true;
    const divergence = part * Math.log2(part / share) + (1 - part) * Math.log2((1 - part) / (1 - share));
    return divergence * count >= bits;
  };
  let [low, high] = [Math.ceil(count * share), count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (unlikely(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
