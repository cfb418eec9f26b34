/** What one query costs: pure ε of its Laplace noise and ρ (zero-concentrated) of its Gaussian noise, in millionths. */
export type PrivacyCost = { readonly epsilonMicro: number; readonly rhoMicro: number };

/** How much all queries under one contract may tell together: (ε, δ)-differential privacy, ε in millionths. */
export type PrivacyLimit = { readonly epsilonMicro: number; readonly delta: number };

/**
 * The least ε in millionths, rounded up, for which all these costs together are (ε, δ)-differentially private; infinite
 * where Gaussian noise meets δ = 0. The smaller of two bounds that both hold: (a) the pure costs added up, and the
 * concentrated ones converted once; (b) everything concentrated, a pure ε being ε²/2, and converted once.
 * Source: Dwork and Roth 2014, theorem 3.16; Bun and Steinke 2016, lemma 1.7, propositions 1.3 and 1.4.
 */
export function composed(costs: readonly PrivacyCost[], delta: number): number {
  const epsilonMicro = costs.reduce((sum, cost) => sum + cost.epsilonMicro, 0);
  const rho = costs.reduce((sum, cost) => sum + cost.rhoMicro, 0) / million;
  const pure = costs.reduce((sum, cost) => sum + (cost.epsilonMicro / million) ** 2 / 2, 0);
  return Math.min(epsilonMicro + converted(rho, delta), converted(rho + pure, delta));
}

const million = 1_000_000;

/** ρ-zCDP as (ε, δ): ε = ρ + 2·√(ρ·ln(1/δ)). */
function converted(rho: number, delta: number): number {
  if (rho === 0) return 0;
  if (delta === 0) return Number.POSITIVE_INFINITY;
  return Math.ceil(million * (rho + 2 * Math.sqrt(rho * Math.log(1 / delta))) * (1 + 1e-12));
}
