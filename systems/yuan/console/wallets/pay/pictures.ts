const mostPixels = 1_200;

type Detector = { readonly detect: (source: ImageBitmapSource) => Promise<readonly { rawValue: string }[]> };
type WithDetector = { readonly BarcodeDetector?: new (options: object) => Detector };

/** The text of the QR code in a picture; undefined where there is none. By the browser where it can, by a library where it cannot. */
export async function textIn(
  source: CanvasImageSource,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<string | undefined> {
  if (width === 0 || height === 0) return undefined;
  const scale = Math.min(1, mostPixels / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const drawing = canvas.getContext('2d', { willReadFrequently: true })!;
  drawing.drawImage(source, 0, 0, canvas.width, canvas.height);
  const { BarcodeDetector } = globalThis as WithDetector;
  if (BarcodeDetector) {
    const found = await new BarcodeDetector({ formats: ['qr_code'] }).detect(canvas).catch(() => []);
    if (found[0]) return found[0].rawValue;
  }
  const { default: decodeQR } = await import('qr/decode.js');
  try {
    return decodeQR(drawing.getImageData(0, 0, canvas.width, canvas.height));
  } catch {
    return undefined;
  }
}

/** The text of the QR code in a picture that somebody chose. */
export async function textInFile(file: Blob): Promise<string | undefined> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  return picture && textIn(picture, picture);
}
