/** What the client needs of a WebSocket: that of a page, of Node, and of the package `ws` have it. */
export interface WebSocketPort {
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(
    type: 'close',
    listener: (event: { readonly code: number; readonly reason: string }) => void,
  ): void;
  send(text: string): void;
  close(code?: number, reason?: string): void;
}

export type WebSocketConstructor = new (url: string) => WebSocketPort;

/** `http://host:port/` is `ws://host:port/`; `ws` and `wss` addresses stay as they are. */
export function toSocketUrl(url: string): string {
  return url.replace(/^http/iu, 'ws');
}
