import type { FetchLike } from '@finharbor/kernel/contract';
import { sentHome } from './home-fetch.ts';

/** `homeFetch` for what is uploaded: it says how many bytes have gone out. Apart from that one, which every page loads. */
export function homeUpload(onSent: (bytes: number) => void): FetchLike {
  const send = uploadFetch(onSent);
  return (url, init) => sentHome(send, url, init);
}

/**
 * A `fetch` that says how many bytes of a body have gone out, which the browser's own does not. It follows redirects where that one would
 * not: for the page's own process alone.
 */
function uploadFetch(onSent: (bytes: number) => void): FetchLike {
  return (url, { method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const leave = (): void => request.abort();
      request.open(method, url);
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      request.responseType = 'blob';
      request.upload.onprogress = ({ loaded }) => onSent(loaded);
      request.onload = () => resolve(answerOf(request));
      request.onerror = () => reject(new TypeError('The server cannot be reached.'));
      request.onabort = () => reject(signal?.reason);
      request.onloadend = () => signal?.removeEventListener('abort', leave);
      signal?.addEventListener('abort', leave, { once: true });
      if (signal?.aborted) reject(signal.reason);
      else request.send(body ?? null);
    });
}

function answerOf({ status, response }: XMLHttpRequest): Response {
  // These two have none, and take none.
  const body = status === 204 || status === 304 ? null : (response as Blob);
  return new Response(body, { status });
}
