import type {WebSocket} from 'ws';
import type {Kubelet} from './node/kubelet.ts';

/** The line between API server and a kubelet: `cut` ends its logs and breaks off its commands without a word, as a pulled cable does. */
export function lineTo(kubelet: Kubelet): {kubelet: Kubelet; cut(): void} {
  const gone = new AbortController();
  const clients = new Set<WebSocket>();
  return {
    kubelet: {
      get: path => kubelet.get(path),
      log: (place, query, signal) => kubelet.log(place, query, AbortSignal.any([signal, gone.signal])),
      exec(place, query) {
        const exec = kubelet.exec(place, query);
        return exec === null
          ? null
          : client => {
              clients.add(client);
              client.on('close', () => clients.delete(client));
              exec(client);
            };
      },
    },
    cut() {
      gone.abort();
      for (const client of clients) client.terminate();
    },
  };
}
