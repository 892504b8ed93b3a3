/** A drawing on its sheet: zoom by buttons or Ctrl and wheel, all of it in sight at a click. */
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { Icon } from '@/ui/icons';
import { useT } from '../words';

const STEPS = [0.4, 0.5, 0.6, 0.75, 0.9, 1, 1.25, 1.5];
const WHOLE = 1;
const PERCENT = 100;
const MARGIN = 24;

interface SheetProps {
  label: string;
  /** A click beside everything. */
  onLeave: () => void;
  children: ReactNode;
}

export function Sheet({ label, onLeave, children }: SheetProps) {
  const t = useT();
  const [zoom, setZoom] = useState(WHOLE);
  const sheet = useRef<HTMLDivElement>(null);
  const scroll = useRef<HTMLElement>(null);
  const step = useCallback((by: 1 | -1) => setZoom((now) => (by === 1 ? STEPS.find((one) => one > now + 0.01) : STEPS.findLast((one) => one < now - 0.01)) ?? now), []);
  const fit = useCallback(() => {
    const [box, inner] = [scroll.current, sheet.current];
    if (!box || !inner) return;
    setZoom((now) => {
      const [wide, high] = [inner.scrollWidth, inner.scrollHeight];
      const best = Math.min((box.clientWidth - MARGIN) / wide, (box.clientHeight - MARGIN) / high, WHOLE);
      return Number.isFinite(best) ? Math.max(STEPS[0]!, best) : now;
    });
  }, []);
  useWheelZoom(scroll, step);
  useCentred(scroll);
  return (
    <section className="fl-canvas" aria-label={label}>
      <div className="fl-scroll" ref={scroll as React.RefObject<HTMLDivElement>} onClick={onLeave}>
        <div className="fl-sheet" ref={sheet} style={{ zoom }}>
          {children}
        </div>
      </div>
      <div className="fl-zoom" role="group" aria-label={t('zoom.label')}>
        <button type="button" aria-label={t('zoom.out')} title={t('zoom.out')} onClick={() => step(-1)}>−</button>
        <button type="button" aria-label={t('zoom.whole')} title={t('zoom.whole')} onClick={() => setZoom(WHOLE)}>{Math.round(zoom * PERCENT)}%</button>
        <button type="button" aria-label={t('zoom.in')} title={t('zoom.in')} onClick={() => step(1)}>+</button>
        <button type="button" aria-label={t('zoom.fit')} title={t('zoom.fit')} onClick={fit}>
          <Icon name="fullscreen" size={14} />
        </button>
      </div>
    </section>
  );
}

/** React's own wheel listeners are passive: they could not keep the page from zooming. */
function useWheelZoom(box: React.RefObject<HTMLElement | null>, step: (by: 1 | -1) => void): void {
  useEffect(() => {
    const element = box.current;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      step(event.deltaY < 0 ? 1 : -1);
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [box, step]);
}

/** A wide flow opens with its trunk in the middle. */
function useCentred(box: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = box.current;
    if (element) element.scrollLeft = (element.scrollWidth - element.clientWidth) / 2;
  }, [box]);
}
