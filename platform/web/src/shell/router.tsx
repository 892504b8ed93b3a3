/** The addresses. Each page is its own chunk; while one is fetched, the page before stays. */
import { createElement, lazy, Suspense, useEffect, useLayoutEffect, useState, useTransition, type ComponentType } from 'react';
import { matchRoutes, Navigate, Router, useLocation, useRoutes, type RouteObject } from 'react-router';
import { PageIsComing } from '@/ui/Busy';
import { Boundary, Failed, Loading } from '@/ui/notice';
import { current, listen, navigator } from './addresses';
import PAGES from './pages.json';
import { Shell } from './Shell';

/** Each is a chunk of its own; which address it has stands in `pages.json`, which the server reads too: it tells the browser of a page's files with the first bytes. */
const FILES = import.meta.glob<Record<string, ComponentType>>(['/src/{shell,runtime}/**/*Page.tsx', '/src/shell/{AppHome,DesignHome}.tsx']);

/** A page that does not come, usually because a new release replaced its file, says so in its place and is asked for again by whoever comes back. */
function page(file: string): Pick<RouteObject, 'element' | 'handle'> {
  const load = FILES[`/src/${file}.tsx`];
  if (!load) throw new Error(`No page ${file}`);
  const name = file.slice(file.lastIndexOf('/') + 1);
  const fetched = () => {
    const wanted = ahead(() => load().then((module) => ({ default: module[name] as ComponentType }), missing));
    return { wanted, Page: lazy(wanted) };
  };
  const missing = (error: unknown): { default: ComponentType } => ({ default: () => <Missing error={error} onGone={again} /> });
  let now = fetched();
  const again = () => {
    now = fetched();
  };
  const Page = () => createElement(now.Page);
  return { element: <Page />, handle: () => void now.wanted() };
}

/** Asked once, however often. */
function ahead<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => (asked ??= ask());
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

/** The first page is fetched while the server is still asked who is there. */
for (const { route } of matchRoutes(ROUTES, current().location) ?? []) (route.handle as (() => void) | undefined)?.();

/** Where the browser is, and the page of that address. */
export function Pages() {
  const [address, show] = useState(current);
  const [isComing, start] = useTransition();
  useLayoutEffect(() => listen((next) => start(() => show(next))), []);
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
  return (
    <Boundary at={useLocation().pathname}>
      <Suspense fallback={<Loading />}>{routes}</Suspense>
    </Boundary>
  );
}
