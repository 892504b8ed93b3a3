// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startLanguage } from '@/locales';
import { late } from './late';
import { Boundary } from './notice';

const Part = ({ of }: { of: string }) => <p>the part of {of}</p>;
const Waiting = ({ of }: { of: string }) => <p>waiting for {of}</p>;

function promised() {
  let come: (part: typeof Part) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const load = vi.fn(
    () =>
      new Promise<typeof Part>((resolve, reject) => {
        come = resolve;
        fail = reject;
      }),
  );
  return { load, come: () => act(async () => come(Part)), fail: () => act(async () => fail(new Error('gone'))) };
}

beforeAll(startLanguage);

const page = () => document.body.textContent;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('what waits has the same props, and the part is there as soon as it has come', async () => {
  const file = promised();
  const Late = late(file.load, Waiting);
  render(<Late of="order" />);
  expect(page()).toBe('waiting for order');
  await file.come();
  expect(page()).toBe('the part of order');
  expect(file.load).toHaveBeenCalledTimes(1);
});

test('what was asked ahead is drawn at once', async () => {
  const file = promised();
  const Never = vi.fn(Waiting);
  const Late = late(file.load, Never);
  const asked = Late.ahead();
  await file.come();
  await asked;
  render(<Late of="order" />);
  expect(page()).toBe('the part of order');
  expect(Never).not.toHaveBeenCalled();
  expect(file.load).toHaveBeenCalledTimes(1);
});

test('a file that does not come is told to the boundary, and asked again by who comes back', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const reported = vi.fn();
  vi.stubGlobal('reportError', reported);
  const file = promised();
  const Late = late(file.load, Waiting);
  const at = (place: string) => (
    <Boundary at={place}>
      <Late of="order" />
    </Boundary>
  );
  const { rerender } = render(at('here'));
  await file.fail();
  expect(screen.getByRole('alert')).toBeTruthy();
  expect(reported.mock.calls).toEqual([[new Error('gone')]]);
  rerender(at('there'));
  expect(page()).toBe('waiting for order');
  await file.come();
  expect(page()).toBe('the part of order');
  expect(file.load).toHaveBeenCalledTimes(2);
});
