/** The addresses. Each page is its own chunk; while one is fetched, the page before stays. */
import { startTransition, useEffect, useLayoutEffect, useState, type ComponentType } from 'react';
import type { QueryClient } from '@tanstack/react-query';
import { matchRoutes, Navigate, Router, useLocation, useRoutes, type Location, type RouteObject } from 'react-router';
import { isSignedIn } from '@/runtime/queries';
import { PageIsComing } from '@/ui/Busy';
import { late } from '@/ui/late';
import { Boundary, Failed, Loading } from '@/ui/notice';
import { current, listen, navigator } from './addresses';
import PAGES from './pages.json';
import { queries } from './reads';
import { Shell } from './Shell';

/** A page. `needs` fetches what stands on it at once but lies in a file of its own, which it waits for; `reads` begins what it will read first. */
export type PageComponent = ComponentType & {
  needs?: (pathname: string) => Promise<unknown> | undefined;
  reads?: (at: Location, queries: QueryClient) => Promise<unknown>;
};

/** Each is a chunk of its own; which address it has stands in `pages.json`, which the server reads too: it tells the browser of a page's files with the first bytes. */
const FILES = import.meta.glob<Record<string, PageComponent>>(['/src/{shell,runtime}/**/*Page.tsx', '/src/shell/{AppHome,DesignHome}.tsx']);

/** A page that does not come, usually because a new release replaced its file, says so in its place and is asked for again by whoever comes back. */
function page(file: string): Pick<RouteObject, 'element' | 'handle'> {
  const load = FILES[`/src/${file}.tsx`];
  if (!load) throw new Error(`No page ${file}`);
  let Found: PageComponent | undefined;
  const whole = async () => {
    Found = (await load())[file.slice(file.lastIndexOf('/') + 1)];
    if (!Found) throw new Error(`No page in ${file}`);
    await ready(Found, current().location);
    return Found;
  };
  const missing = (error: unknown): PageComponent => () => <Missing error={error} onGone={again} />;
  const fetched = () => late(() => whole().catch(missing), Loading);
  let now = fetched();
  const again = () => {
    now = fetched();
  };
  const Page = () => {
    const [Shown] = useState(() => now);
    return <Shown />;
  };
  const bring: Bring = async (at) => {
    const isFresh = !Found;
    await now.ahead();
    if (Found && !isFresh) await ready(Found, at);
  };
  return { element: <Page />, handle: bring };
}

type Bring = (at: Location) => Promise<void>;

async function begin(Page: PageComponent, at: Location): Promise<void> {
  if (Page.reads && (await isSignedIn(queries))) await Page.reads(at, queries);
}

async function ready(Page: PageComponent, at: Location): Promise<void> {
  begin(Page, at).catch(() => undefined); // the page says what does not come
  await Page.needs?.(at.pathname);
}

function Missing({ error, onGone }: { error: unknown; onGone: () => void }) {
  useEffect(() => onGone, [onGone]);
  return <Failed error={error} onRetry={() => window.location.reload()} />;
}

const WITHOUT_FRAME = 'login';

const all = PAGES.map(({ path, page: file }) => ({ path, ...page(file) }));
const ROUTES: RouteObject[] = [
  ...all.filter(({ path }) => path === WITHOUT_FRAME),
  { path: '/', element: <Shell />, children: [...all.filter(({ path }) => path !== WITHOUT_FRAME), { path: '*', ...page('shell/MissingPage') }] },
  { path: '*', element: <Navigate to="/" replace /> },
];

/** Fetches the page of an address; what fails is told in its place. */
async function bring(at: Location): Promise<void> {
  const matches = matchRoutes(ROUTES, at) ?? [];
  await Promise.allSettled(matches.map(({ route }) => (route.handle as Bring | undefined)?.(at)));
}

/** The first page is fetched while the server is still asked who is there. */
void bring(current().location);

/** Where the browser is, and the page of that address. */
export function Pages() {
  const [address, show] = useState(current);
  const [isComing, setComing] = useState(false);
  useLayoutEffect(() => {
    let asked = current();
    return listen((next) => {
      asked = next;
      const waits = setTimeout(() => setComing(true)); // what is there already comes sooner
      void bring(next.location).then(() => {
        clearTimeout(waits);
        if (asked !== next) return;
        setComing(false);
        startTransition(() => show(next));
      });
    });
  }, []);
  return (
    <PageIsComing value={isComing}>
      <Router location={address.location} navigationType={address.action} navigator={navigator}>
        <Page />
      </Router>
    </PageIsComing>
  );
}

function Page() {
  const routes = useRoutes(ROUTES);
  return <Boundary at={useLocation().pathname}>{routes}</Boundary>;
}
