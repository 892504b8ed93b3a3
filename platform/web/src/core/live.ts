/** The live connection: reconnects with growing pauses and says from when on no news is missed. */
import type { LiveMessage } from './wire';

export type LiveState = 'connecting' | 'open' | 'waiting' | 'closed';

export interface LiveOptions {
  url: string;
  onMessage: (message: LiveMessage) => void;
  /** From now on the server tells everything; what was read before may be old by now. Said at the
   * first connection and after each absence. */
  onReady: () => void;
  /** The server says that nobody is signed in any more; it does not connect again. */
  onSignedOut?: () => void;
  onState?: (state: LiveState) => void;
  open?: (url: string) => WebSocket;
  random?: () => number;
}

/** The close code for a line without a session. */
const SIGNED_OUT = 4401;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/** Connects and stays connected; the answer closes it for good. */
export function connect(options: LiveOptions): () => void {
  const open = options.open ?? ((url) => new WebSocket(url));
  const random = options.random ?? Math.random;
  let socket: WebSocket | null = null;
  let failures = 0;
  let isClosed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const start = () => {
    options.onState?.('connecting');
    const current = open(options.url);
    socket = current;
    current.onopen = () => {
      failures = 0;
      options.onState?.('open');
    };
    current.onmessage = (event: MessageEvent) => {
      const message = read(event.data);
      if (message?.type === 'ready') options.onReady();
      else if (message) options.onMessage(message);
    };
    current.onclose = (event: CloseEvent) => {
      if (isClosed || socket !== current) return;
      if (event.code === SIGNED_OUT) {
        isClosed = true;
        options.onState?.('closed');
        options.onSignedOut?.();
        return;
      }
      options.onState?.('waiting');
      timer = setTimeout(start, pause(failures++, random()));
    };
  };

  start();
  return () => {
    isClosed = true;
    clearTimeout(timer);
    options.onState?.('closed');
    socket?.close();
  };
}

/** Doubling pauses with jitter, so that a restarted server is not stormed. */
export function pause(failures: number, random: number): number {
  const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
  return Math.round(longest * (0.5 + random / 2));
}

const TYPES = new Set(['ready', 'record', 'flow', 'task', 'notification', 'ledger', 'design']);

function read(data: unknown): LiveMessage | { type: 'ready' } | null {
  if (typeof data !== 'string') return null;
  try {
    const message = JSON.parse(data) as LiveMessage; // our own server
    return TYPES.has(message.type) ? message : null;
  } catch {
    return null;
  }
}
