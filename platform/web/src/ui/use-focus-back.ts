/** What is drawn only while it is open gives the focus back to where it was. */
import { useEffect, useState } from 'react';

export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (!(before instanceof HTMLElement) || !before.isConnected) return;
      if (document.activeElement === null || document.activeElement === document.body || !document.activeElement.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );
}
