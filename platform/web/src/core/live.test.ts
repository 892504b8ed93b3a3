import { beforeEach, describe, expect, it, vi } from 'vitest';
import { connect, pause } from './live';

class FakeSocket {
  static all: FakeSocket[] = [];
  onopen: (() => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  isClosed = false;
  constructor() {
    FakeSocket.all.push(this);
  }
  close() {
    this.isClosed = true;
  }
}
const open = () => new FakeSocket() as unknown as WebSocket;

beforeEach(() => {
  FakeSocket.all = [];
  vi.useFakeTimers();
});

describe('live', () => {
  it('is ready only when the server says so, at first and each time the connection comes back', () => {
    const onReady = vi.fn();
    connect({ url: 'ws://x', onMessage: vi.fn(), onReady, open, random: () => 1 });
    FakeSocket.all[0]?.onopen?.();
    expect(onReady).not.toHaveBeenCalled();
    FakeSocket.all[0]?.onmessage?.({ data: '{"type":"ready"}' });
    expect(onReady).toHaveBeenCalledTimes(1);
    FakeSocket.all[0]?.onclose?.({ code: 1006 });
    vi.advanceTimersByTime(500);
    expect(FakeSocket.all).toHaveLength(2);
    FakeSocket.all[1]?.onmessage?.({ data: '{"type":"ready"}' });
    expect(onReady).toHaveBeenCalledTimes(2);
  });

  it('hands on known messages and ignores the rest', () => {
    const onMessage = vi.fn();
    connect({ url: 'ws://x', onMessage, onReady: vi.fn(), open });
    FakeSocket.all[0]?.onmessage?.({ data: '{"type":"task"}' });
    FakeSocket.all[0]?.onmessage?.({ data: '{"type":"later"}' });
    FakeSocket.all[0]?.onmessage?.({ data: 'not json' });
    expect(onMessage.mock.calls).toEqual([[{ type: 'task' }]]);
  });

  it('stays closed once closed', () => {
    const close = connect({ url: 'ws://x', onMessage: vi.fn(), onReady: vi.fn(), open });
    close();
    FakeSocket.all[0]?.onclose?.({ code: 1006 });
    vi.advanceTimersByTime(60_000);
    expect(FakeSocket.all).toHaveLength(1);
  });

  it('does not come back to a server that says signed out', () => {
    const onSignedOut = vi.fn();
    connect({ url: 'ws://x', onMessage: vi.fn(), onReady: vi.fn(), onSignedOut, open });
    FakeSocket.all[0]?.onclose?.({ code: 4401 });
    vi.advanceTimersByTime(60_000);
    expect(onSignedOut).toHaveBeenCalledTimes(1);
    expect(FakeSocket.all).toHaveLength(1);
  });

  it('waits longer each time, at most thirty seconds', () => {
    expect([0, 1, 2, 10].map((n) => pause(n, 1))).toEqual([500, 1000, 2000, 30_000]);
    expect(pause(0, 0)).toBe(250);
  });
});
