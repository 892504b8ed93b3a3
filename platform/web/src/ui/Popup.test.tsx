// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { Menu } from './Menu';
import { Popup } from './Popup';

afterEach(cleanup);

const trigger = () => screen.getByRole('button', { name: '更多' });
const open = () => fireEvent.click(trigger());
/** What has the focus hears it. */
const press = (key: string, shiftKey = false) => fireEvent.keyDown(document.activeElement!, { key, shiftKey });

it('a menu begins at its first line and gives the focus back when one is chosen', () => {
  const chosen = vi.fn();
  render(<Menu items={[{ key: 'a', label: '导入' }, { key: 'b', label: '导出' }]} onChoose={chosen} trigger={(opened) => <button {...opened}>更多</button>} />);
  open();
  expect(document.activeElement?.textContent).toBe('导入');
  press('ArrowDown');
  fireEvent.click(document.activeElement!);
  expect(chosen.mock.calls).toEqual([['b']]);
  expect(screen.queryByRole('menu')).toBeNull();
  expect(document.activeElement).toBe(trigger());
});

it('Tab goes on behind the button of a menu', () => {
  render(<Menu items={[{ key: 'a', label: '导入' }]} onChoose={() => undefined} trigger={(opened) => <button {...opened}>更多</button>} />);
  open();
  press('Tab');
  expect(screen.queryByRole('menu')).toBeNull();
  expect(document.activeElement).toBe(trigger());
});

it('keys reach what is in a box that stands at the end of the page, and lead out of it again', () => {
  const under = vi.fn();
  render(
    <div onKeyDown={under}>
      <Popup kind="dialog" trigger={(opened) => <button {...opened}>更多</button>}>
        {() => <><button>一</button><button>二</button></>}
      </Popup>
    </div>,
  );
  open();
  const [first, last] = [screen.getByText('一'), screen.getByText('二')];
  expect(document.activeElement).toBe(first);
  press('Tab'); // the browser goes on to the next one
  expect(screen.queryByText('一')).toBe(first);
  last.focus();
  press('Tab');
  expect(screen.queryByText('一')).toBeNull();
  expect(document.activeElement).toBe(trigger());
  open();
  press('Escape');
  expect(document.activeElement).toBe(trigger());
  expect(under).not.toHaveBeenCalled();
});
