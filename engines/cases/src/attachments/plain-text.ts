/** Whether bytes are text, told as they come in. */
export type PlainText = { readonly take: (piece: Uint8Array) => void; readonly isText: () => boolean };

// biome-ignore lint/suspicious/noControlCharactersInRegex: no text has them
const odd = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/;
const looked = 1_000;

type Reading = { readonly decoder: TextDecoder; beginning: string };

/** Text in UTF-8 or GB 18030 (in which spreadsheets here save) without control characters, that in neither begins like markup. */
export function plainText(): PlainText {
  let readings: readonly Reading[] = ['utf-8', 'gb18030'].map((name) => ({
    decoder: new TextDecoder(name, { fatal: true }),
    beginning: '',
  }));
  const goesOn = (reading: Reading, piece?: Uint8Array): boolean => {
    try {
      const text = reading.decoder.decode(piece, { stream: piece !== undefined });
      if (reading.beginning.length < looked)
        reading.beginning = (reading.beginning + text).trimStart().slice(0, looked);
      return !odd.test(text);
    } catch {
      return false;
    }
  };
  return {
    take(piece) {
      readings = readings.filter((reading) => goesOn(reading, piece));
    },
    isText() {
      const whole = readings.filter((reading) => goesOn(reading));
      return whole.length > 0 && whole.every(({ beginning }) => !beginning.startsWith('<'));
    },
  };
}
