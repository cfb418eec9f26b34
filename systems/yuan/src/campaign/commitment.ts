import { sha256 } from '@finharbor/kernel';

/** Who puts a secret into a draw: neither knows the other's before the entries stand. */
export type Drawer = 'operator' | 'bureau';
/** 32 random bytes each. */
export type Secrets = { readonly [D in Drawer]: Uint8Array };
/** What each has committed to, 64 hexadecimal digits. */
export type Commitments = { readonly [D in Drawer]: string };

/** The length of a secret, in bytes: nobody finds it by trying. */
export const secretBytes = 32;

/**
 * What is published of a secret before entries open. SHA-256 hides 32 random bytes and binds to them; campaign and drawer are in it, so
 * that nobody can hand in the other's commitment as his own. Source: Blum 1981, coin flipping by commitment.
 */
export function commitmentTo(
  secret: Uint8Array,
  { campaign, drawer }: { campaign: string; drawer: Drawer },
): string {
  return sha256(`finharbor/draw-commitment/1\n${campaign}\n${drawer}\n`, secret).toHex();
}

/** Which drawer has revealed another secret than the one committed to; undefined where both kept their word. */
export function brokenWord(campaign: string, secrets: Secrets, commitments: Commitments): Drawer | undefined {
  const drawers: readonly Drawer[] = ['operator', 'bureau'];
  return drawers.find(
    (drawer) =>
      secrets[drawer].length !== secretBytes ||
      commitmentTo(secrets[drawer], { campaign, drawer }) !== commitments[drawer],
  );
}
