/** A menu behind a button. It opens with its first line in focus: arrows and Enter do the rest. */
import { Dropdown as Plain, type DropdownProps } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';

export function Dropdown(props: DropdownProps) {
  return <Plain trigger={['click']} {...props} destroyOnHidden popupRender={(menu) => <Focused>{menu}</Focused>} />;
}

const MOST_FRAMES = 60;

/** The menu is in the page before it is placed, and what is not seen takes no focus: tried until it does. */
function Focused({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let frame = 0;
    let asked = 0;
    const focus = () => {
      const first = box.current?.querySelector<HTMLElement>('[role="menuitem"]:not([aria-disabled="true"])');
      first?.focus({ preventScroll: true });
      if (document.activeElement !== first && frame++ < MOST_FRAMES) asked = requestAnimationFrame(focus);
    };
    focus();
    return () => cancelAnimationFrame(asked);
  }, []);
  return <div ref={box}>{children}</div>;
}
