import { Button, Callout, useText } from '@finharbor/ui';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { textIn } from './pictures.ts';

const lookEveryMs = 200;

/** True where the page may ask for a camera at all. */
export function hasCamera(): boolean {
  return typeof navigator.mediaDevices?.getUserMedia === 'function';
}

/** The camera's picture until a code is in it. */
export function Scanner({
  onText,
  onClose,
}: {
  readonly onText: (text: string) => void;
  readonly onClose: () => void;
}): ReactElement {
  const text = useText('yuanWallets');
  const video = useRef<HTMLVideoElement>(null);
  const [isRefused, setRefused] = useState(false);
  const found = useRef(onText);
  useEffect(() => {
    found.current = onText;
  });
  useEffect(() => {
    const over = new AbortController();
    watch(video.current!, over.signal).then(
      (code) => code !== undefined && found.current(code),
      () => setRefused(true),
    );
    return () => over.abort();
  }, []);
  return (
    <div className="mb-4 max-w-sm">
      {isRefused ? (
        <Callout tone="warn">{text('pay.noCamera')}</Callout>
      ) : (
        <video
          ref={video}
          muted
          playsInline
          aria-label={text('pay.camera')}
          className="mb-3 aspect-square w-full rounded-2xl bg-black object-cover"
        />
      )}
      <Button onPress={onClose}>{text('pay.closeCamera')}</Button>
    </div>
  );
}

/** Looks at what the camera shows, until there is a code in it or nobody looks any more. Rejects where there is no camera to be had. */
async function watch(video: HTMLVideoElement, signal: AbortSignal): Promise<string | undefined> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  try {
    if (signal.aborted) return undefined;
    video.srcObject = stream;
    await video.play();
    while (!signal.aborted) {
      const code = await textIn(video, { width: video.videoWidth, height: video.videoHeight });
      if (code !== undefined) return code;
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
    return undefined;
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}
