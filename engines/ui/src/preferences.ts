/** A choice that goes along from one process of the harbor to another: each is an origin of its own and keeps choices of its own. */
export type Choice = 'language' | 'theme' | 'size' | 'contrast';

const keyOf = (choice: Choice): string => `finharbor.${choice}`;

/** What was chosen: on the page one comes from, else here before. It is taken out of the address, where it would outlive a later choice. */
export function chosen(choice: Choice): string | null {
  const url = new URL(location.href);
  const brought = url.searchParams.get(choice);
  if (brought !== null) {
    keep(choice, brought);
    url.searchParams.delete(choice);
    history.replaceState(history.state, '', url);
  }
  return localStorage.getItem(keyOf(choice));
}

/** Keeps a choice in this browser. */
export function keep(choice: Choice, value: string): void {
  localStorage.setItem(keyOf(choice), value);
}
