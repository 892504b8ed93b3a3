/** The browser's history, as the pages see it: guards are asked before a page is left, by a link or by the browser's own buttons. */
import { UNSAFE_createBrowserHistory as createBrowserHistory, type Location, type Navigator, type NavigationType, type To } from 'react-router';
import { mayLeave, mustAsk } from '@/core/leaving';

export interface Address {
  location: Location;
  action: NavigationType;
}

const history = createBrowserHistory({ v5Compat: true });

/** Steps through the history that are ours: nobody is asked about them again. */
let steps = 0;

export const current = (): Address => ({ location: history.location, action: history.action as NavigationType });

export function listen(show: (address: Address) => void): () => void {
  return history.listen(({ location, action, delta }) => {
    const isOurs = steps > 0;
    if (isOurs) steps -= 1;
    else if (action === 'POP' && delta && mustAsk(location.pathname)) return void takeBack(delta, location.pathname);
    show({ location, action: action as NavigationType });
  });
}

/** The browser has stepped already: back to the page that is still shown, ask, and step again. */
async function takeBack(delta: number, pathname: string): Promise<void> {
  step(-delta);
  if (await mayLeave(pathname)) step(delta);
}

function step(delta: number): void {
  steps += 1;
  history.go(delta);
}

type Go = (to: To, state?: unknown) => void;

const asking = (go: Go): Go => (to, state) => {
  const pathname = pathOf(to);
  if (!mustAsk(pathname)) return go(to, state);
  void mayLeave(pathname).then((yes) => yes && go(to, state));
};

const pathOf = (to: To) => (typeof to === 'string' ? new URL(to, window.location.href).pathname : (to.pathname ?? window.location.pathname));

export const navigator: Navigator = { ...history, push: asking(history.push), replace: asking(history.replace) };
